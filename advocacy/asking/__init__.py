"""Conversations: fields asked for one after another."""
