"""The last check of a finished paper: what must not leave, however the pages broke it up."""
