"""Brings the tables of a database from one revision to the next, and back; run by ``storage.migration``."""
