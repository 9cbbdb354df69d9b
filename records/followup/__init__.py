"""What was promised, what came of it, and who was not heard: pure functions over a reader."""
