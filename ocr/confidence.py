"""One number for how far a word can be relied on."""

from ocr.correction import Judged


def confidence(word: Judged) -> float:
    """Return the chance (0-1) that the word is right."""
    return word.seen.confidence
