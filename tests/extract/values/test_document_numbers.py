"""Numbers of documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values.document_number import parse_document_number

KINDS = st.sampled_from(["QĐ", "TTr", "TB", "BC", "KH", "NQ", "CTr", "GM"])
ISSUERS = st.sampled_from(["UBND", "HĐND", "VP", "SXD", "UBND-NC", "ĐHĐN"])
YEARS = st.none() | st.integers(1990, 2030)
FORMS = st.sampled_from(["{}", "Số: {}", "Số:{}.", "SỐ {},", "Số: {} ngày 05 tháng 3 năm 2020", "Số: {} Hà Nội"])


@given(st.integers(1, 99999), YEARS, KINDS, ISSUERS, FORMS)
def test_a_number_is_read_back(number: int, year: int | None, kind: str, issuer: str, form: str) -> None:
    """Behind its label, before other words, with spaces where there should be none."""
    written = f"{number:02d}/{f'{year}/' if year else ''}{kind}-{issuer}"
    for printed in (written, written.replace("/", " / "), written.replace("-", " - "), written.replace("-", "–")):
        parsed = parse_document_number(form.format(printed))
        assert parsed is not None
        assert (parsed.value, parsed.notes) == (written, ("known",))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Số: 45 /2020/ TLKS-BS", "45/2020/TLKS-BS"),
        ("386/2026", "386/2026"),
        ("Số: 62/GPXD", "62/GPXD"),
        ("04/QĐ-BCĐ138", "04/QĐ-BCĐ138"),
        ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP"),
        ("Số: 01-NQ/TW", "01-NQ/TW"),
        ("Số: 138-HĐBT", "138-HĐBT"),
        ("quyển số 01/2020-SCT/BS", "01/2020-SCT/BS"),
        ("Số: 01/QÐ-UBND", "01/QĐ-UBND"),
        ("Mã hồ sơ: 000.00.01.H29-240115-0001", "000.00.01.H29-240115-0001"),
        ("G09.20-20260609-0092637", "G09.20-20260609-0092637"),
    ],
)
def test_known_forms(text: str, value: str) -> None:
    """Civil status, party, old and new numbers, codes of dossiers: all confirmed by their form."""
    parsed = parse_document_number(text)
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (value, ("known",))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Số:        /QĐ-UBND", "/QĐ-UBND"),
        ("Số: ……/TB-UBND", "/TB-UBND"),
        ("Số: A5 /TTr-UBND", "/TTr-UBND"),
        ("Số: 4 5 /TTr-UBND", "5/TTr-UBND"),
        ("Số: 01/QD-UBND", "01/QD-UBND"),
        ("Số: 01/TTR-UBND", "01/TTR-UBND"),
    ],
)
def test_what_is_not_sure_is_doubtful(text: str, value: str) -> None:
    """An unread number leaves its symbol; an abbreviation is not put right."""
    parsed = parse_document_number(text)
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (value, ("doubtful",))


@pytest.mark.parametrize(
    ("text", "value", "notes"),
    [
        ("143 ngày 05/03/2020", "143", ()),
        ("123, quyển số 01/2020-SCT/BS", "123", ()),
        ("79 0123 456789", "790123456789", ()),
        ("O1/TTr-UBND", "01/TTr-UBND", ("repaired", "known")),
        ("l2/QĐ-UBND", "12/QĐ-UBND", ("repaired", "known")),
    ],
)
def test_bare_and_repaired_numbers(text: str, value: str, notes: tuple[str, ...]) -> None:
    """A number without symbol is neither confirmed nor doubted; a repair is told."""
    parsed = parse_document_number(text)
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (value, notes)


@pytest.mark.parametrize("text", ["", "/", "Số:", "Về việc", "…/…"])
def test_no_number(text: str) -> None:
    """Without digits and without symbol there is no number."""
    assert parse_document_number(text) is None
