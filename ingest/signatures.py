"""Digital signatures of a PDF: who signed, for whom, when, and whether the bytes are still those that were signed.

Nothing is fetched and nobody is trusted: certificates, chains and revocation are not judged. ``intact`` is arithmetic.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.geometry import Box

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

MOST = 20
"""Signatures of a file that are looked at."""

_LAST = 1 << 30  # place in the order of what is broken
_LONGEST = 200  # characters of a name
_VIETNAM = timedelta(hours=7)
_SLACK = timedelta(minutes=30)

Place = tuple[int, Box | None]


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature.

    ``signer`` is the name in the certificate, empty where it cannot be read; ``organisation`` that of its organisation.
    ``signed_at`` is in UTC: what a time stamp says (``from_timestamp``, its own signature not judged), else what the
    signer's machine said. ``intact``: the signed bytes are unchanged and the signature is the key's of the certificate.
    ``covers_whole``: the whole file was signed; what was added later are only further signatures, their proofs and
    entries in form fields. ``page`` counts from 1; ``box`` is in points
    of the viewed page; both None where nothing of it is shown.
    """

    signer: str
    organisation: str | None
    signed_at: datetime | None
    from_timestamp: bool
    intact: bool
    covers_whole: bool
    page: int | None = None
    box: Box | None = None


def signatures_of(path: Path) -> tuple[Signature, ...]:
    """Return the signatures of a PDF in the order of signing, 20 at most; never raises for what the file holds.

    A signature that cannot be read is not intact and has no signer; a file whose signatures cannot be found has none.
    About 0.3 seconds the first time, then some 50 ms a file.
    """
    places = _places(path)
    try:
        with path.open("rb") as file:
            return tuple(_signature(found, places) for found in islice(_embedded(file), MOST))
    except Exception:  # noqa: BLE001 - hostile bytes in a parser of others: whatever it raises, the file is still read
        return ()


def _embedded(file: Any) -> Iterator["EmbeddedPdfSignature | str"]:
    """Yield the signatures that are no mere time stamps; of one that is broken, the name of its field."""
    # pyHanko takes a third of a second to load, and few files are signed
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.fields import enumerate_sig_fields  # noqa: PLC0415
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature  # noqa: PLC0415

    reader = PdfFileReader(file, strict=False)
    if reader.encrypted:
        reader.decrypt(b"")
    found: list[tuple[int, EmbeddedPdfSignature | str]] = []
    for name, _, field in islice(enumerate_sig_fields(reader, filled_status=True), 5 * MOST):
        try:
            one = EmbeddedPdfSignature(reader, field, name)
            if one.sig_object_type != "/DocTimeStamp":
                found.append((one.signed_revision, one))
        except Exception:  # noqa: BLE001 - see above
            found.append((_LAST, str(name)))
    yield from (one for _, one in sorted(found, key=lambda pair: pair[0]))


def _signature(found: "EmbeddedPdfSignature | str", places: Mapping[str, Place]) -> Signature:
    """Return what is known of a signature, each fact by itself: a broken one does not hide the others."""
    page, box = places.get(found if isinstance(found, str) else str(found.field_name), (None, None))
    if isinstance(found, str):
        return Signature("", None, None, from_timestamp=False, intact=False, covers_whole=False, page=page, box=box)
    signer, organisation = _names(found)
    stamped = _stamped(found)
    return Signature(
        signer=signer,
        organisation=organisation,
        signed_at=stamped or _claimed(found),
        from_timestamp=stamped is not None,
        intact=bool(signer) and _is_intact(found),
        covers_whole=_covers_whole(found),
        page=page,
        box=box,
    )


def _names(found: "EmbeddedPdfSignature") -> tuple[str, str | None]:
    """Return whom the certificate names: its common name, and the organisation."""
    with suppress(Exception):
        subject = found.signer_cert.subject.native
        return _line(subject.get("common_name")), _line(subject.get("organization_name")) or None
    return "", None


def _line(name: Any) -> str:
    """Return a name on one line; several (the standard allows it) joined."""
    text = "; ".join(map(str, name)) if isinstance(name, list) else str(name or "")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_LONGEST]


def _stamped(found: "EmbeddedPdfSignature") -> datetime | None:
    """Return the time in the time stamp over the signature; only one over this very signature counts."""
    from hashlib import new  # noqa: PLC0415

    from pyhanko.sign.validation.generic_cms import extract_tst_data_iter  # noqa: PLC0415

    with suppress(Exception):
        for token in extract_tst_data_iter(found.signer_info, signed=False):
            said = token["encap_content_info"]["content"].parsed
            imprint = said["message_imprint"]
            algorithm = imprint["hash_algorithm"]["algorithm"].native
            signed = new(algorithm, found.signer_info["signature"].native, usedforsecurity=False).digest()
            if signed == imprint["hashed_message"].native:
                return _in_utc(said["gen_time"].native)
    return None


def _claimed(found: "EmbeddedPdfSignature") -> datetime | None:
    """Return the time that the signer's machine told.

    Some programs write Vietnamese time into the signature as if it were UTC; then the entry of the PDF, which states
    its time zone, is the true one, seven hours earlier.
    """
    from pyhanko.pdf_utils.generic import parse_pdf_date  # noqa: PLC0415

    entry = told = None
    with suppress(Exception):
        entry = _in_utc(parse_pdf_date(found.sig_object["/M"], strict=False))
    with suppress(Exception):
        told = _in_utc(found.self_reported_timestamp)
    if entry is not None and told is not None and abs(told - entry - _VIETNAM) < _SLACK:
        return entry
    return told or entry


def _in_utc(time: datetime | None) -> datetime | None:
    """Return a time in UTC, None for one without a time zone: nobody knows when that was."""
    return None if time is None or time.tzinfo is None else time.astimezone(UTC)


def _is_intact(found: "EmbeddedPdfSignature") -> bool:
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity  # noqa: PLC0415

    with suppress(Exception):
        start, before, after, rest = (int(value) for value in found.byte_range)
        # what lies between the two signed parts may be nothing but the signature itself
        hole = 2 * len(found.pkcs7_content) + 2
        if start != 0 or min(before, rest) <= 0 or after - before != hole:
            return False
        same, valid = validate_sig_integrity(found.signer_info, found.signer_cert, "data", found.compute_digest())
        return bool(same and valid)
    return False


def _covers_whole(found: Any) -> bool:
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415

    with suppress(Exception):
        found.compute_integrity_info()
        if found.coverage == SignatureCoverageLevel.ENTIRE_FILE:
            return True
        later = found.diff_result
        return (
            found.coverage == SignatureCoverageLevel.ENTIRE_REVISION
            and isinstance(later, DiffResult)
            and later.modification_level.value <= ModificationLevel.FORM_FILLING.value
        )
    return False


def _places(path: Path) -> dict[str, Place]:
    """Return where the fields of signatures are shown, by their full names; an empty place has no box."""
    import pymupdf  # noqa: PLC0415 - the process that leads the readers loads no parser

    from ingest.pdf_file import open_pdf  # noqa: PLC0415

    places: dict[str, Place] = {}
    with suppress(Exception), open_pdf(path) as document:
        for page in document:
            for widget in page.widgets(types=[pymupdf.mupdf.PDF_WIDGET_TYPE_SIGNATURE]):
                shown = widget.rect * page.rotation_matrix
                box = Box(shown.x0, shown.y0, shown.x1, shown.y1)
                places.setdefault(widget.field_name, (page.number + 1, box if box.area > 0 else None))
    return places
