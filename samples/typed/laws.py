"""Normative texts: laws, decrees and circulars, which carry the year in their number."""

from dataclasses import dataclass
from datetime import date

from samples.canvas import Column, Run
from samples.fonts import Face
from samples.typed import citizens, head, numbers
from samples.typed.administrative_text import GROUNDS, POINTS
from samples.typed.draft import Draft
from samples.typed.form import Look
from samples.typed.head import Body, Signing
from samples.typed.paper import TypedPaper

LOOKS = {
    "nghi_dinh": Look(size=13.5, x0=85.0),
    "thong_tu": Look(size=13.5, x0=85.0),
    "luat": Look(size=13.5, x0=85.0),
    "thong_tu_cong_bao": Look("book", 11.0, x0=80.0),
}
MATTERS = (
    "quy định chi tiết một số điều và biện pháp thi hành Luật Hộ tịch",
    "quy định về hồ sơ, trình tự cấp giấy phép xây dựng",
    "về số hóa hồ sơ, giấy tờ trong giải quyết thủ tục hành chính",
    "quy định về đăng ký doanh nghiệp và hộ kinh doanh",
    "quy định mẫu văn bằng, chứng chỉ của hệ thống giáo dục quốc dân",
)  # fmt: skip
LAWS = ("LƯU TRỮ", "CĂN CƯỚC", "NHÀ Ở", "GIAO DỊCH ĐIỆN TỬ", "BẢO VỆ DỮ LIỆU CÁ NHÂN")
MINISTRIES = (("BỘ TƯ PHÁP", "BTP"), ("BỘ NỘI VỤ", "BNV"), ("BỘ XÂY DỰNG", "BXD"), ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "BGDĐT"))


@dataclass(frozen=True, slots=True)
class _Act:
    body: Body
    number: str
    name: str
    subject: str
    powers: tuple[str, ...]


def van_ban_phap_luat(seed: int) -> TypedPaper:
    """Return the beginning and the end of a normative text, on two pages or three."""
    draft = Draft("van_ban_phap_luat", seed, LOOKS)
    rng = draft.rng
    day = numbers.some_day(rng, (2012, 2026))
    act = _act(draft, day)
    draft.page_number = Column(85.0, 548.0, "center")
    law = draft.layout == "luat"
    shown = f"Luật số: {act.number}" if law else f"Số: {act.number}"
    head.blocks(draft, act.body, (shown,), () if law else head.dated("Hà Nội", day))
    draft.know("co_quan_ban_hanh", act.body.name)
    draft.know("so_ky_hieu", act.number)
    if not law:
        draft.know("dia_danh", "Hà Nội")
    column = Column(115.0, 518.0, "center", leading=1.28)
    draft.text(act.name, draft.look.face(1.5, bold=True), column)
    draft.text(act.subject, draft.look.face(bold=True), column)
    draft.canvas.rule((277.0, draft.y - 9), (357.0, draft.y - 9))
    draft.know("trich_yeu", act.subject)
    draft.skip(12)
    draft.flow(rng.sample(GROUNDS[:-1], 3), italic=True)
    draft.flow((f"{act.body.name.capitalize()} ban hành văn bản {act.subject.lower()}.",), italic=True)
    _chapters(draft)
    draft.need(210)
    if law:
        passed = f"Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam thông qua {numbers.long_date(day)}."
        draft.flow((passed,), italic=True)
    draft.know_day("ngay_ban_hanh", day)
    _foot(draft, act)
    return draft.done()


def _act(draft: Draft, day: date) -> _Act:
    rng = draft.rng
    number = f"{rng.randint(1, 320):02d}/{day.year}"
    if draft.layout == "luat":
        body = Body("", ("QUỐC HỘI",), "", "QUỐC HỘI", "★")
        return _Act(body, f"{number}/QH{13 + (day.year - 2011) // 5}", "LUẬT", rng.choice(LAWS), ("CHỦ TỊCH QUỐC HỘI",))
    matter = numbers.capital(rng.choice(MATTERS))
    if draft.layout == "nghi_dinh":
        powers: tuple[str, ...] = ("TM. CHÍNH PHỦ", *rng.choice((("THỦ TƯỚNG",), ("KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"))))
        return _Act(Body("", ("CHÍNH PHỦ",), "", "CHÍNH PHỦ", "★"), f"{number}/NĐ-CP", "NGHỊ ĐỊNH", matter, powers)
    name, letters = rng.choice(MINISTRIES)
    powers = rng.choice((("BỘ TRƯỞNG",), ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")))
    return _Act(Body("", (name,), "", name, "★"), f"{number}/TT-{letters}", "THÔNG TƯ", matter, powers)


def _chapters(draft: Draft) -> None:
    rng = draft.rng
    article = 1
    for chapter, title in enumerate(("QUY ĐỊNH CHUNG", "QUY ĐỊNH CỤ THỂ", "ĐIỀU KHOẢN THI HÀNH"), start=1):
        draft.skip(6)
        draft.centred(f"Chương {'I' * chapter}", bold=True)
        draft.centred(title, bold=True)
        draft.skip(6)
        for _ in range(rng.randint(2, 3)):
            name = rng.choice(("Phạm vi điều chỉnh", "Giải thích từ ngữ", "Trách nhiệm", "Trình tự thực hiện"))
            draft.flow(((Run(f"Điều {article}. {name}", draft.look.face(bold=True)),),))
            draft.flow([f"{place}. {text}" for place, text in enumerate(rng.sample(POINTS, 3), start=1)])
            article += 1


def _foot(draft: Draft, act: _Act) -> None:
    look = draft.look
    draft.skip(10)
    draft.need(150)
    y = draft.y
    if draft.layout != "luat":
        below = draft.canvas.text("Nơi nhận:", Face(12, bold=True, italic=True, family=look.family), Column(85, 300), y)
        for row in ("- Ban Bí thư Trung ương Đảng;", "- Văn phòng Quốc hội;", "- Công báo;", "- Lưu: VT, PL (3b)."):
            below = draft.canvas.text(row, Face(11, family=look.family), Column(85, 300, leading=1.2), below)
    name = citizens.signer(draft.rng)
    head.sign(draft, Signing(act.powers, name, act.body.ring[:24], "★"))
    draft.know("chuc_vu_nguoi_ky", " ".join(act.powers))
    draft.know("nguoi_ky", name)
