"""What digital signatures add to an administrative document: they confirm, and never fill in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extract.document import Extraction
from extract.field import Field, FieldProblem, Value
from extract.signing import AFTER, AGREES, CONFIRMED, corroborated
from ingest.signatures import Signature

AGENCY = Signature(
    "Ủy ban nhân dân tỉnh Mẫu", "Tỉnh Mẫu", datetime(2025, 1, 7, 18, 0, tzinfo=UTC),
    from_timestamp=True, intact=True, covers_whole=True,
)  # fmt: skip
"""Made on 8 January in Vietnam."""

PERSON = replace(AGENCY, signer="Nguyễn Thị Mẫu", organisation="SỞ TƯ PHÁP TỈNH MẪU")


def field(name: str, value: Value | None, problem: FieldProblem | None = None) -> Field:
    """Return a field as it was read."""
    return Field(name, value, str(value), 1, None, 0.6 if problem else 0.95, problem)


def said(one: Field, *signatures: Signature) -> Field:
    """Return the field after the signatures were heard."""
    document = Extraction((1,), "to_trinh", 0.99, (one,), (), None)
    return corroborated(document, signatures).fields[0]


@pytest.mark.parametrize(
    ("printed", "signature", "agrees"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH MẪU", AGENCY, True),
        ("UỶ BAN NHÂN DÂN TỈNH MẪU", AGENCY, True),
        ("SỞ TƯ PHÁP TỈNH MẪU", PERSON, True),
        ("SỞ TƯ PHÁP TỈNH MẪU", AGENCY, False),
        ("BAN CHỈ ĐẠO 138", AGENCY, False),
        ("ỦY BAN NHÂN DÂN TỈNH MẪU", replace(AGENCY, intact=False), False),
        ("ỦY BAN NHÂN DÂN TỈNH MẪU", replace(AGENCY, covers_whole=False), False),
    ],
)
def test_the_issuer_is_confirmed_by_a_signature_of_its_own(printed: str, signature: Signature, agrees: bool) -> None:  # noqa: FBT001 - a row of a table
    """A province alone (the organisation of most certificates) confirms nobody."""
    found = said(field("co_quan_ban_hanh", printed), signature)
    assert (found.value, AGREES in found.notes) == (printed, agrees)


def test_the_signer_is_confirmed() -> None:
    """The person named under the paper signed it."""
    assert said(field("nguoi_ky", "Nguyễn Thị Mẫu"), PERSON).notes == (AGREES,)
    assert said(field("nguoi_ky", "Trần Văn Mẫu"), PERSON).notes == ()


def test_a_day_by_hand_is_sure_when_it_was_signed_on_that_day() -> None:
    """The day counts as in Vietnam, where it had begun; what was printed stays."""
    found = said(field("ngay_ban_hanh", "2025-01-08", "handwritten"), AGENCY)
    assert (found.value, found.problem, found.origin, found.notes) == ("2025-01-08", None, "signature", (CONFIRMED,))
    assert found.printed == "2025-01-08"
    assert found.confidence >= 0.9


@pytest.mark.parametrize("day", ["2025-01-07", "2025-01-06", "2025-01", "2025", "2024-12-31"])
def test_a_day_by_hand_stays_doubtful_otherwise(day: str) -> None:
    """Papers are signed a day or more after the one written on them: a signature is no guess at a day not read."""
    before = field("ngay_ban_hanh", day, "handwritten")
    assert said(before, AGENCY) == before


def test_a_day_after_all_signatures_is_told() -> None:
    """It was misread, or the paper is odd: its problem stays, the note says why."""
    found = said(field("ngay_ban_hanh", "2025-01-18", "handwritten"), AGENCY)
    assert (found.problem, found.notes) == ("handwritten", (AFTER,))


def test_nothing_changes_without_a_sound_signature() -> None:
    """Nor where no time is known, nor for a field without a value."""
    for one in (field("ngay_ban_hanh", "2025-01-08", "handwritten"), field("co_quan_ban_hanh", None, "missing")):
        assert said(one) == one
        assert said(one, replace(AGENCY, intact=False)) == one
        assert said(one, replace(AGENCY, signed_at=None)) == one
