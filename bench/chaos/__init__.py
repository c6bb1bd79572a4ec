"""Chaos: rounds of work during which workers, servers and disks fail; afterwards nothing may be missing.

``bench.chaos.rounds`` is the run; ``checker`` judges by itself, without the code that is being tried.
"""


def main(words: list[str]) -> int:
    """Run as the words say; 1 where anything acknowledged was lost or something was done twice."""
    from bench.chaos.rounds import main as run  # noqa: PLC0415 - processes of the run import this package too

    return run(words)
