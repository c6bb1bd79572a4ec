"""Facts in, decisions out: the pure rules of the domain (the room is furnished by its own issue)."""
