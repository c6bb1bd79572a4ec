"""What makes two scans the same paper: type, issuer, number, day, holder, each in a form that noise does not change."""

from collections.abc import Mapping
from dataclasses import dataclass

from extract.field import Value
from extract.folding import fold
from extract.rules import DocumentType

LEAST = 2
"""Parts beside the type that must be known: with fewer, different papers would be taken for the same."""


@dataclass(frozen=True, slots=True)
class ReuseKey:
    """The identity of a paper. Parts are folded (ASCII letters and digits), empty where the paper does not tell.

    Two keys are of the same paper when ``same_paper`` says so; equal keys always are.
    """

    document_type: str
    issuer: str
    number: str
    issued_on: str
    holder: str


def reuse_key(kind: DocumentType, values: Mapping[str, Value]) -> ReuseKey | None:
    """Return the key of a paper with these values; None where too little is known to tell it from others.

    ``values`` are normal forms of trusted fields. Tone marks, case, white space and signs do not change the key.
    """
    identity = kind.identity
    parts = [
        fold(str(values.get(name, ""))) if name else ""
        for name in (identity.issuer, identity.number, identity.issued_on, identity.holder)
    ]
    telling = [part for part in parts[1:] if part]
    known_of = sum(map(bool, (identity.number, identity.issued_on, identity.holder)))
    if not telling or len(telling) < min(LEAST, known_of):
        return None
    return ReuseKey(kind.code, *parts)


def same_paper(one: ReuseKey, other: ReuseKey) -> bool:
    """Tell whether two keys are of one paper: no part differs, and at least ``LEAST`` parts beside the type agree."""
    if one.document_type != other.document_type:
        return False
    pairs = [
        (one.issuer, other.issuer),
        (one.number, other.number),
        (one.issued_on, other.issued_on),
        (one.holder, other.holder),
    ]
    known = [(mine, theirs) for mine, theirs in pairs if mine and theirs]
    return len(known) >= LEAST and all(mine == theirs for mine, theirs in known)
