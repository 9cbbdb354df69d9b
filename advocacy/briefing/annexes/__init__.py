"""Attached files as annexes of a pack."""
