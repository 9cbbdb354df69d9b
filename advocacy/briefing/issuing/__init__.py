"""What is handed over: copies and their log, what becomes of them, and how they are known again."""
