"""Real servers for tests and measurements: PostgreSQL, Redis and two S3 stores, started and stopped by ourselves.

Each listens on a free port of the loopback address, keeps its data in a temporary folder and has a password made for
the occasion. Nothing outlives the process that started it, however that process ends (``testbed.guard``).
"""
