"""Whatever stands on a page, reading it ends in candidates that lie on it, not in an exception."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.administrative import read_administrative, title_of
from ocr.page_text import PageText

Setter = Callable[..., PageText]

WORDS = st.sampled_from(
    [
        "Số:",
        "Số",
        "/QĐ-UBND",
        "12/QĐ-UBND",
        "ngày",
        "tháng",
        "năm",
        "2024",
        "05",
        "Hà",
        "Nội,",
        "CỘNG",
        "HÒA",
        "XÃ",
        "HỘI",
        "CHỦ",
        "NGHĨA",
        "VIỆT",
        "NAM",
        "Độc",
        "lập",
        "-",
        "Tự",
        "do",
        "QUYẾT",
        "ĐỊNH",
        "BÁO",
        "CÁO",
        "ỦY",
        "BAN",
        "NHÂN",
        "DÂN",
        "TỈNH",
        "Về",
        "việc",
        "V/v",
        "Kính",
        "gửi:",
        "KT.",
        "CHỦ",
        "TỊCH",
        "Nguyễn",
        "Văn",
        "A",
        "TS.",
        "ĐẾN",
        "MẬT",
        "…",
        "/",
        "-",
        ".",
        "§",
        "'",
    ]
) | st.text(min_size=1, max_size=6).map(lambda text: "".join(text.split()).replace("~", "") or "x")
ROWS = st.tuples(st.floats(20, 570), st.floats(5, 820), st.lists(WORDS, min_size=1, max_size=9).map(" ".join))


@given(rows=st.lists(ROWS, max_size=25))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_no_words_raise(page: Setter, rows: list[tuple[float, float, str]]) -> None:
    """Every candidate has words of the page, a fit between 0 and 1, and the page's number."""
    pages = (page(*rows, number=3),)
    title_of(pages)
    own = {id(word) for line in pages[0].lines for word in line.words}
    for candidate in read_administrative(pages):
        assert 0 < candidate.fit <= 1
        assert candidate.page == 3
        assert candidate.words
        assert candidate.name == "nguoi_ky" or {id(word) for word in candidate.words} <= own
