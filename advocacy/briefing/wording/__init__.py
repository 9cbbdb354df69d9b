"""Texts of records, dates and sources in the words of a page's language."""
