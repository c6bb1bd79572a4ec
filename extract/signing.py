"""What digital signatures say of an administrative document: who issued it, and whether its day was read aright.

A signature is made when the paper is sent out, often a day or two after the one that stands on it (in four of five
signed papers looked at): so it never fills in a day, it only confirms one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from rapidfuzz.distance import Levenshtein

from extract.administrative.wording import begins_body
from extract.confidence import ACCEPTED
from extract.document import Extraction
from extract.field import Field
from extract.folding import fold
from ingest.signatures import Signature

AGREES, CONFIRMED, AFTER = "signature_agrees", "day_from_signature", "after_signature"
"""Notes: the signer is who the paper says; the day read is that of a signature; it lies after all signatures."""

_VIETNAM = timedelta(hours=7)
_LIKE = 0.92
_LEAST = 6  # letters of a name that may stand within a longer one


def corroborated(found: Extraction, signatures: Sequence[Signature]) -> Extraction:
    """Return the document with what intact signatures over the whole file say of its issuer, signer and day."""
    sound = [signature for signature in signatures if signature.intact and signature.covers_whole]
    if not sound:
        return found
    return replace(found, fields=tuple(_corroborated(field, sound) for field in found.fields))


def _corroborated(field: Field, signatures: Sequence[Signature]) -> Field:
    if field.value is None:
        return field
    match field.name:
        case "co_quan_ban_hanh":
            return _noted(field) if _is_among(str(field.value), _bodies(signatures)) else field
        case "nguoi_ky":
            return _noted(field) if _is_among(str(field.value), (one.signer for one in signatures)) else field
        case "ngay_ban_hanh":
            return _dated(field, _days(signatures))
        case _:
            return field


def _noted(field: Field) -> Field:
    return replace(field, notes=(*field.notes, AGREES))


def _bodies(signatures: Iterable[Signature]) -> Iterator[str]:
    """Yield the bodies that the certificates name; a province alone, or a person, is none."""
    for signature in signatures:
        yield from (name for name in (signature.signer, signature.organisation or "") if begins_body(name))


def _is_among(printed: str, names: Iterable[str]) -> bool:
    """Tell whether a name is one of those that were signed with: the same letters, or a part of them."""
    read = fold(printed)
    return any(
        len(name) >= _LEAST and (name in read or Levenshtein.normalized_similarity(name, read) > _LIKE)
        for name in map(fold, names)
    )


def _days(signatures: Iterable[Signature]) -> frozenset[date]:
    """Return the days of signing as a calendar in Vietnam has them."""
    return frozenset((one.signed_at + _VIETNAM).date() for one in signatures if one.signed_at is not None)


def _dated(field: Field, days: frozenset[date]) -> Field:
    """Return the day of issue: by hand and yet sure where a signature was made on the very day that was read."""
    try:
        day = date.fromisoformat(str(field.value))
    except ValueError:  # only month and year were read
        return field
    if day in days:
        if field.problem == "handwritten":
            field = replace(field, problem=None, origin="signature", confidence=max(field.confidence, ACCEPTED))
            return replace(field, notes=(*field.notes, CONFIRMED))
        return _noted(field)
    return replace(field, notes=(*field.notes, AFTER)) if days and day > max(days) else field
