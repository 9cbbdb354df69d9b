"""Tries to lose what was saved: power cuts, kills, flipped bytes, writers side by side."""
