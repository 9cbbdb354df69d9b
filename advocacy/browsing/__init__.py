"""The records in a web page, for who likes to look around: from memory, read-only, nothing kept."""
