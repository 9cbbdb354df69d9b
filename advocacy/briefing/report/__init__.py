"""The report of a period for members and donors."""
