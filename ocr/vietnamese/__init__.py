"""What is known of written Vietnamese: which syllables it has, and the look of its old 8-bit fonts."""
