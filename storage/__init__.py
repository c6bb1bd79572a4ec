"""Keeps, finds and counts (the room is furnished by its own issue)."""
