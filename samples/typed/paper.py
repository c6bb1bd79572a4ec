"""A paper of a known type with the true values of its fields, in the normal form of the document types."""

from dataclasses import dataclass

from extract.field import Value
from samples.truth import Paper


@dataclass(frozen=True, slots=True)
class TypedPaper:
    """A drawn paper and what is true of it.

    ``fields`` are (name, value) in the order of the paper; an optional field that was left blank is absent.
    ``handwritten`` names the fields of which a part was written by hand: the value is then the whole truth, but a
    reader of print can do no more than say so. ``layout`` is the name of the variant that was drawn.
    """

    paper: Paper
    document_type: str
    fields: tuple[tuple[str, Value], ...]
    handwritten: frozenset[str]
    layout: str
