"""Cards are told from other papers also where no title was read."""

from extract.classify import classify
from extract.codes import read_codes
from extract.rule_files import document_types
from ingest.geometry import Box, joined
from ocr.page_text import Line, MachineCode, PageText, Word

ZONE = (
    "IDVNM1961533062014196153306<<9",
    "9609196F3609194VNM<<<<<<<<<<<6",
    "VU<<BAO<PHUONG<<<<<<<<<<<<<<<<",
)
CODE = "014196153306||VŨ BẢO PHƯỢNG|19091996|Nữ|Long Hẹ, Thuận Châu, Sơn La|08062025"


def sheet(*lines: str, code: str | None = None) -> PageText:
    """Return a card's lines on an A4 sheet, in 6-point print, and its code."""
    made = []
    for row, text in enumerate(lines):
        x, words = 170.0, []
        for part in text.split():
            words.append(Word(part, part, Box(x, 120.0 + 10 * row, x + 3.3 * len(part), 126.0 + 10 * row), 0.9))
            x += 3.3 * len(part) + 2
        made.append(Line(tuple(words), joined(tuple(word.box for word in words))))
    codes = (MachineCode(code, Box(370, 120, 410, 160)),) if code else ()
    return PageText(1, 595.0, 842.0, 0, 0.0, tuple(made), "recognised", "tesseract", None, codes=codes)


def told(page: PageText) -> tuple[str, float]:
    """Return the type and how sure it is."""
    verdict = classify((page,), document_types(), read_codes((page,)))
    return verdict.code, verdict.certainty


def test_the_back_is_told_by_its_zone() -> None:
    """Check digits that agree make it certain."""
    code, certainty = told(sheet("Nơi cư trú", "Long Hẹ, Thuận Châu, Sơn La", *ZONE))
    assert code == "can_cuoc"
    assert certainty > 0.9


def test_a_zone_that_contradicts_itself_is_doubted() -> None:
    """Figures that no check digit proves tell a card, but not for certain."""
    bent = (ZONE[0][:7] + "0000" + ZONE[0][11:], ZONE[1], ZONE[2])
    code, certainty = told(sheet(*bent))
    assert (code, certainty < 0.9) in {("can_cuoc", True), ("khac", True)}


def test_a_card_is_told_by_its_code() -> None:
    """Even where little else was read."""
    assert told(sheet("Họ và tên", "VŨ BẢO PHƯỢNG", code=CODE))[0] == "can_cuoc"
    assert told(sheet("Họ và tên", "VŨ BẢO PHƯỢNG", code="https://example.org"))[0] == "khac"


def test_a_front_without_title_or_code_is_told_by_its_two_languages() -> None:
    """Labels in both languages stand on cards only."""
    front = sheet(
        "Số / No.: 014196153306", "Họ và tên / Full name:", "VŨ BẢO PHƯỢNG", "Giới tính / Sex: Nữ",
        "Quốc tịch / Nationality: Việt Nam", "Quê quán / Place of origin:", "Chiềng Khoong, Sông Mã, Sơn La",
    )  # fmt: skip
    assert told(front)[0] == "can_cuoc"


def test_a_paper_with_a_title_is_what_its_title_says() -> None:
    """A card's code printed on it does not make it a card."""
    assert told(sheet("XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ", "Họ và tên: VŨ BẢO PHƯỢNG", code=CODE))[0] == "xac_nhan_cu_tru"
