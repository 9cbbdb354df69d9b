"""A long pack in parts: cut, laid out side by side, kept, put together."""
