"""Seeds in, believable Vietnamese administrative papers out: pictures, files and the exact text that stands on them."""
