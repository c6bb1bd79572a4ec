"""Keeps, finds again, counts: contents under their hashes, rows, the state of work, search, and proof of it all."""
