"""Pages in, words out: believes or reads a page, orders its lines, and lays the words over the picture."""
