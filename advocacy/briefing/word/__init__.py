"""The handout as a Word file."""
