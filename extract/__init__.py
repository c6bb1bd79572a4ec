"""Words in, typed and located fields out (the room is furnished by its own issue)."""
