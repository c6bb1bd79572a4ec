"""Numbers as people type them."""

import argparse

_LONGEST_SECONDS = 3600.0


def count(text: str) -> int:
    """Return a whole number from 1.

    :raises argparse.ArgumentTypeError, ValueError: for anything else.
    """
    number = int(text)
    if number < 1:
        message = "ít nhất 1 | at least 1"
        raise argparse.ArgumentTypeError(message)
    return number


def seconds(text: str) -> float:
    """Return seconds above 0, an hour at most.

    :raises argparse.ArgumentTypeError, ValueError: for anything else.
    """
    number = float(text)
    if not 0 < number <= _LONGEST_SECONDS:  # also refuses "nan"
        message = f"trên 0, nhiều nhất {_LONGEST_SECONDS:.0f} | above 0, at most {_LONGEST_SECONDS:.0f}"
        raise argparse.ArgumentTypeError(message)
    return number
