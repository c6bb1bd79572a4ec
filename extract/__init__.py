"""Words in, documents out: what a paper is, and what stands in its fields, each with its place and how sure it is."""
