"""Files in, pages out: recognises a file by its bytes, inspects it, refuses what is hostile, and opens its pages."""
