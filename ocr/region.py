"""Places on a page that are more, or less, than words: what was not read, and what must not be read as print."""

from dataclasses import dataclass
from typing import Literal

from ingest.geometry import Box

RegionKind = Literal["unread", "covered", "handwriting", "signature", "seal", "code"]


@dataclass(frozen=True, slots=True)
class Region:
    """A place in points of the upright page.

    ``unread``: ink that looks like print and under no word; ``covered``: print that something hides (a bar, a patch, an
    opaque stamp, bleaching): both make the page one to look at. ``handwriting``, ``signature``, ``seal``: what is no
    print and was not read as words. ``code``: a two-dimensional code that could not be read; those that could are
    ``PageText.codes``.
    """

    kind: RegionKind
    box: Box


UNSEEN: frozenset[RegionKind] = frozenset({"unread", "covered"})
"""The kinds that say that print was missed."""
