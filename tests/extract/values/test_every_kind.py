"""What all parsers promise: they never raise, and their own results are theirs again."""

import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.field import Kind
from extract.values import find_dates, parse, parse_listed, parse_number_words, resolve
from extract.values.written import nfc

KINDS: tuple[Kind, ...] = get_args(Kind)
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắềệíìịóốồộớờợúụứừựýỳAĂÂĐEÊIOÔƠUƯNTHQBLS0123456789"
WORDS = st.sampled_from(
    [
        "ngày",
        "tháng",
        "năm",
        "mười",
        "mươi",
        "lăm",
        "tư",
        "một",
        "nghìn",
        "trăm",
        "phẩy",
        "không",
        "tỷ",
        "Số:",
        "số",
        "/QĐ-UBND",
        "/",
        "-",
        "05/03/1990",
        "2020",
        "l2",
        "O5",
        "m²",
        "m2",
        "ha",
        "đồng",
        "VNĐ",
        "Ông",
        "Bà",
        "và",
        "(",
        ")",
        ";",
        "xã",
        "huyện",
        "tỉnh",
        "P.",
        "Q.",
        "TP.",
        "Nam",
        "Nữ",
        "Việt",
        "……",
        "____",
        ".",
        ",",
        "001169020213",
        "0100109106",
        "-",
        "001",
        "Nguyễn",
    ]
)
SOUPS = st.lists(WORDS, max_size=12).map(" ".join) | st.lists(WORDS, max_size=12).map("".join)
PRINT = st.text(f"{LETTERS} .,:;/-()'…_|²%", max_size=60)
TEXTS = st.text(max_size=40) | PRINT | SOUPS


@pytest.mark.parametrize("kind", KINDS)
@given(text=TEXTS)
def test_no_text_raises_and_a_value_is_its_own(kind: Kind, text: str) -> None:
    """Any text gives a value or none; the value, printed, gives itself; ``used`` lies within the text."""
    parsed = parse(kind, text)
    if parsed is None:
        return
    assert 0 <= parsed.used <= len(nfc(text))
    assert len(set(parsed.notes)) == len(parsed.notes)
    if kind in {"bool", "area"}:  # true is no word, and 1.234 is a thousand in print
        return
    again = parse(kind, str(parsed.value))
    assert again is not None
    assert again.value == parsed.value


@given(TEXTS)
def test_the_other_doors_do_not_raise_either(text: str) -> None:
    """Dates in running text, numbers in words, lists and units take any text."""
    for start, end, parsed in find_dates(text):
        assert 0 <= start < end <= len(nfc(text))
        assert parsed.used == end
    parse_number_words(text)
    parse_listed("ethnic", text)
    resolve(text)


@pytest.mark.parametrize("kind", KINDS)
def test_long_rubbish_takes_no_time(kind: Kind) -> None:
    """No text makes a parser go back and forth: two thousand characters take a moment."""
    for piece in ("1 ", "1.", "ngày tháng ", "năm ", "A-", "xã ", "ô", ".", "(", "một "):
        start = time.perf_counter()
        parse(kind, piece * (2000 // len(piece)))
        assert time.perf_counter() - start < 2
