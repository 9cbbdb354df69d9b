"""What is shown at the terminal, beside plain lists."""
