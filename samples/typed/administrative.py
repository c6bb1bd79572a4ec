"""Administrative papers laid out as decree 30/2020 and older decrees want them, and as offices really do."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from samples import seal
from samples.canvas import Column, Run
from samples.fonts import Face
from samples.typed import citizens, head, ink, issuers, numbers
from samples.typed.administrative_text import ARTICLES, GROUNDS, KINDS, POINTS, RECEIVERS, Wording
from samples.typed.draft import Draft
from samples.typed.form import Look
from samples.typed.head import Parts, Signing
from samples.typed.ink import Hand
from samples.typed.issuers import Issuer
from samples.typed.paper import TypedPaper

LOOKS = {
    "chuan": Look(size=13.5, x0=85.0),
    "viet_tay": Look(size=13.0, x0=85.0),
    "dau_den": Look(size=13.0, x0=85.0),
    "nhieu_trang": Look(size=14.0, x0=85.0),
    "khong_chan": Look("plain", 11.0, x0=85.0),
    "may_chu": Look("mono", 10.5, x0=80.0, x1=552.0),
    "co_chan": Look("book", 11.5, x0=85.0),
}
RED = (196, 36, 44)


def paper(code: str, seed: int) -> TypedPaper:
    """Return a paper of the kind; decisions, plans and reports in several pages in one of the layouts."""
    draft = Draft(code, seed, LOOKS)
    rng, old = draft.rng, draft.layout == "may_chu"
    day = numbers.some_day(rng, (1994, 2003) if old else (2012, 2026))
    who = issuers.typewritten(rng) if old else issuers.issuer(rng, day, council=code == "nghi_quyet")
    kind = KINDS[code]
    draft.page_number = Column(85.0, 548.0, "center")
    subject = rng.choice(kind.subjects)
    _heading(draft, who, kind, day, subject)
    if kind.name:
        _title(draft, kind.name, subject)
    if code in ("to_trinh", "cong_van", "giay_moi", "bao_cao") and (code != "bao_cao" or rng.random() < 0.5):
        _receivers(draft)
    if code in ("quyet_dinh", "nghi_quyet"):
        _articles(draft, who, kind)
    else:
        _points(draft, kind)
    _foot(draft, who, code)
    if draft.layout == "dau_den":
        _incoming(draft, day)
    return draft.done()


MAKERS: dict[str, Callable[[int], TypedPaper]] = {code: partial(paper, code) for code in KINDS}


def _heading(draft: Draft, who: Issuer, kind: Wording, day: date, subject: str) -> None:
    rng = draft.rng
    by_hand = draft.layout == "viet_tay" or (draft.layout == "chuan" and rng.random() < 0.2)
    number, symbol = _number(draft, who, kind)
    parts: Parts = ("Số:", Hand(number, draft.pen), symbol) if by_hand else (f"Số: {number}{symbol}",)
    day_by_hand = by_hand and rng.random() < 0.7
    below = "" if kind.name else subject
    where = head.dated(who.body.town, day, pen=draft.pen if day_by_hand else None)
    if draft.layout == "may_chu" and rng.random() < 0.5:
        where = (f"{who.body.town}, ngày {day.day} tháng {day.month} năm {day.year}",)
    head.blocks(draft, who.body, parts, where, below)
    if who.body.above:
        draft.know("co_quan_chu_quan", who.body.above)
    draft.know("co_quan_ban_hanh", who.body.name)
    draft.know("so_ky_hieu", f"{number}{symbol}".replace(" ", ""))
    draft.know("dia_danh", who.body.town)
    draft.know_day("ngay_ban_hanh", day)
    if below:
        draft.know("trich_yeu", below)
    if by_hand:
        draft.hand.add("so_ky_hieu")
    if day_by_hand:
        draft.hand.add("ngay_ban_hanh")
    _urgency(draft)


def _number(draft: Draft, who: Issuer, kind: Wording) -> tuple[str, str]:
    rng = draft.rng
    number = f"{rng.randint(1, 3900):02d}"
    if draft.layout == "may_chu":
        return number, f"/{kind.letters or 'CV'}-{who.symbol}"
    if kind.letters:
        return number, f"/{kind.letters}-{who.symbol}"
    return number, f"/{who.symbol}{rng.choice(('-NC', '-KTTH', '-VX', '-TTHC', '-VP', ''))}"


def _urgency(draft: Draft) -> None:
    """Now and then stamp how urgent or how secret the paper is, red in a frame, below the number."""
    rng = draft.rng
    if draft.layout not in ("dau_den", "chuan") or rng.random() < 0.6:
        return
    name, words = rng.choice(
        (("do_khan", "HỎA TỐC"), ("do_khan", "KHẨN"), ("do_khan", "THƯỢNG KHẨN"), ("do_mat", "MẬT"))
    )
    face = Face(13, bold=True, colour=RED)
    width = draft.canvas.text_width(words, face)
    x, y = 159.0 - width / 2, draft.y + 4
    draft.canvas.text(words, face, Column(x, x + width + 20), y)
    ink.frame(draft.canvas, (x - 9, y - 15, x + width + 9, y + 7), RED)
    draft.know(name, words)
    draft.skip(22)


def _title(draft: Draft, name: str, subject: str) -> None:
    rng, look = draft.rng, draft.look
    column = Column(look.x0 + 30, look.x1 - 30, "center", leading=1.28)
    draft.skip(4)
    draft.text(name, look.face(1, bold=True), column)
    draft.text(subject, look.face(bold=draft.layout != "may_chu"), column)
    draft.know("trich_yeu", subject)
    middle = (column.x0 + column.x1) / 2
    if rng.random() < 0.8:
        draft.canvas.rule((middle - 40, draft.y - 9), (middle + 40, draft.y - 9))
    draft.skip(12)


def _receivers(draft: Draft) -> None:
    rng, look = draft.rng, draft.look
    chosen = rng.sample(RECEIVERS, rng.choice((1, 1, 2, 3)))
    draft.know("kinh_gui", "; ".join(chosen))
    draft.skip(6)
    if len(chosen) == 1:
        draft.text(f"Kính gửi: {chosen[0]}{rng.choice(('', '.'))}", look.face(), Column(look.x0, look.x1, "center"))
    else:
        draft.text("Kính gửi:", look.face(), Column(look.x0 + 70, look.x1))
        for place, receiver in enumerate(chosen, start=1):
            row = f"- {receiver}{'.' if place == len(chosen) else ';'}"
            draft.text(row, look.face(), Column(look.x0 + 120, look.x1))
    draft.skip(10)


def _articles(draft: Draft, who: Issuer, kind: Wording) -> None:
    rng, long = draft.rng, draft.layout == "nhieu_trang"
    chief = (
        "HỘI ĐỒNG NHÂN DÂN" if who.symbol == "HĐND" else rng.choice(("CHỦ TỊCH", "")) if who.symbol == "UBND" else ""
    )
    lines = who.body.name if chief == "HỘI ĐỒNG NHÂN DÂN" else f"{chief} {who.body.name}".strip()
    draft.centred(lines, bold=True)
    draft.skip(6)
    draft.flow([*rng.sample(GROUNDS[:-1], 4 if long else 2), GROUNDS[-1]], italic=True)
    draft.skip(4)
    draft.centred(f"{kind.name}:", bold=True)
    draft.skip(6)
    texts = rng.sample(ARTICLES, rng.randint(4, 5) if long else rng.randint(2, 3))
    many = rng.choice((4, 8))
    for number, text in enumerate(texts, start=1):
        draft.flow((_article(draft, number, text),))
        if long:
            draft.flow(_numbered(rng.sample(POINTS, many), "{n}. "))
    draft.need(200)
    end = "Chánh Văn phòng, Thủ trưởng các cơ quan, đơn vị và cá nhân có liên quan "
    draft.flow((_article(draft, len(texts) + 1, end + kind.closing),))
    draft.skip(14)


def _article(draft: Draft, number: int, text: str) -> tuple[Run, ...]:
    return (Run(f"Điều {number}.", draft.look.face(bold=True)), Run(text, draft.look.face()))


def _points(draft: Draft, kind: Wording) -> None:
    rng = draft.rng
    draft.flow(kind.opening)
    count = rng.randint(3, 5) if draft.layout != "nhieu_trang" else rng.randint(12, len(POINTS))
    chosen = kind.points if kind.letters == "GM" else rng.sample(kind.points, count)
    draft.flow(_numbered(chosen, rng.choice(("{n}. ", "{n}) ", "- "))))
    if draft.layout == "nhieu_trang" and kind.letters != "GM":
        for number, text in enumerate(rng.sample(ARTICLES, 4), start=1):
            draft.flow(((Run(f"{'I' * number if number < 4 else 'IV'}. {text}", draft.look.face(bold=True)),),))
            draft.flow(_numbered(rng.sample(POINTS, rng.choice((2, 5))), "{n}. "))
    draft.need(200)
    draft.flow((kind.closing,))
    draft.skip(14)


def _numbered(texts: Sequence[str], mark: str) -> list[str]:
    return [f"{mark.format(n=place)}{text}" for place, text in enumerate(texts, start=1)]


def _foot(draft: Draft, who: Issuer, code: str) -> None:
    rng, look = draft.rng, draft.look
    powers = rng.choice(who.powers)
    recipients = (
        "- Như trên;",
        "- Thường trực Đảng ủy (để báo cáo);",
        "- Lãnh đạo cơ quan;",
        f"- Lưu: VT, TH ({rng.randint(2, 30)} bản).",
    )
    draft.need(max(130.0, 100.0 + 17 * len(powers)))
    y = draft.y
    if code == "bien_ban":
        powers = ("CHỦ TRÌ",)
        head.sign(draft, Signing(("THƯ KÝ",), citizens.signer(rng), column=head.SIGN_LEFT))
        draft.y = y
    else:
        below = draft.canvas.text(
            "Nơi nhận:", Face(12, bold=True, italic=True, family=look.family), Column(look.x0, 300), y
        )
        for row in recipients:
            below = draft.canvas.text(row, Face(11, family=look.family), Column(look.x0, 300, leading=1.2), below)
    name = citizens.signer(rng)
    head.sign(draft, Signing(powers, name, who.body.ring, who.body.foot))
    draft.know("chuc_vu_nguoi_ky", " ".join(powers))
    draft.know("nguoi_ky", name)


def _incoming(draft: Draft, day: date) -> None:
    rng = draft.rng
    rows = (
        "CÔNG VĂN ĐẾN",
        f"Số: {rng.randint(100, 4000)}",
        f"Ngày: {day + timedelta(days=3):%d/%m/%Y}",
        "Chuyển: ............",
    )
    corner = rng.choice(((24.0, 196.0), (420.0, 158.0), (230.0, 700.0)))
    seal.incoming_stamp(draft.first, corner, rows)
