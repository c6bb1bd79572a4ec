"""Papers of the counter: declarations, applications, the slip that says what was handed in and when to come back."""

from dataclasses import dataclass
from datetime import date, timedelta

from ingest.geometry import Box
from samples import seal
from samples.canvas import Column
from samples.papers import table
from samples.papers.table import TableColumn
from samples.typed import citizens, head, ink, numbers, places
from samples.typed.citizens import Citizen
from samples.typed.draft import Draft
from samples.typed.form import Entry, Look
from samples.typed.head import Body, Signing
from samples.typed.ink import Hand
from samples.typed.paper import TypedPaper
from samples.typed.residence import boxed

DECLARATION = {
    "danh_may": Look(size=13.0, way="dotted", leading=1.55, strong=False),
    "viet_tay": Look(size=13.0, way="dotted", leading=1.75, strong=False),
    "o_so": Look(size=12.5, leading=1.6, strong=False),
    "bang": Look("sans", 10.5, "cells", leading=1.4, tab=190.0, strong=False),
}
REQUEST = {
    "danh_may": Look(size=13.0, way="under", leading=1.55, strong=False),
    "viet_tay": Look(size=13.0, way="dotted", leading=1.75, strong=False),
    "don_dai": Look("book", 11.0, leading=1.5, strong=False),
    "hai_khoi": Look("sans", 11.0, "dotted", leading=1.55, strong=False),
}
RECEIPT = {
    "mau_01": Look(size=13.0, leading=1.45, strong=False),
    "phieu": Look(size=12.5, way="dotted", leading=1.5),
    "bien_nhan_bang": Look("sans", 10.5, "tab", leading=1.5, tab=170.0),
    "ma_qr": Look("plain", 10.0, leading=1.6),
}
DECLARATIONS = (
    "TỜ KHAI ĐĂNG KÝ KHAI SINH",
    "TỜ KHAI ĐĂNG KÝ KẾT HÔN",
    "TỜ KHAI ĐĂNG KÝ KHAI TỬ",
    "TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
    "TỜ KHAI\nCẤP BẢN SAO TRÍCH LỤC HỘ TỊCH",
    "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
    "TỜ KHAI CĂN CƯỚC",
)
REQUESTS = (
    "ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG",
    "ĐƠN ĐĂNG KÝ ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT",
    "ĐƠN ĐỀ NGHỊ\nCẤP ĐỔI GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
    "ĐƠN ĐỀ NGHỊ ĐỔI GIẤY PHÉP LÁI XE",
    "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH",
    "GIẤY ĐỀ NGHỊ ĐĂNG KÝ DOANH NGHIỆP",
    "ĐƠN ĐỀ NGHỊ XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ",
    "ĐƠN ĐỀ NGHỊ CẤP LẠI BẰNG TỐT NGHIỆP",
)
OATH = "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về lời khai."
WANTED = (
    "Đăng ký khai sinh",
    "Cấp bản sao trích lục hộ tịch",
    "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    "Đăng ký biến động quyền sử dụng đất",
    "Cấp đổi giấy chứng nhận quyền sử dụng đất",
    "Đăng ký hộ kinh doanh",
    "Đăng ký thường trú",
)
PIECES = (
    "Tờ khai theo mẫu",
    "Giấy chứng sinh (bản chính)",
    "Giấy chứng nhận quyền sử dụng đất (bản sao)",
    "Giấy chứng nhận kết hôn (bản sao)",
    "Hợp đồng chuyển nhượng (bản chính)",
    "Căn cước công dân (xuất trình)",
)
PIECE_TABLE = (
    TableColumn("STT", 85.0, 120.0, "center"),
    TableColumn("Tên giấy tờ", 120.0, 420.0, "left"),
    TableColumn("Số lượng", 420.0, 545.0, "center"),
)


@dataclass(frozen=True, slots=True)
class _Answer:
    name: str
    label: str
    shown: str


def to_khai(seed: int) -> TypedPaper:
    """Return a declaration; its title names another paper, which it is not."""
    return _form(Draft("to_khai", seed, DECLARATION), DECLARATIONS)


def don_de_nghi(seed: int) -> TypedPaper:
    """Return an application."""
    return _form(Draft("don_de_nghi", seed, REQUEST), REQUESTS)


def _form(draft: Draft, titles: tuple[str, ...]) -> TypedPaper:
    rng = draft.rng
    day = numbers.some_day(rng, (2016, 2026))
    who = citizens.citizen(rng, None, (1958, 2006), day)
    name = rng.choice(titles)
    if rng.random() < 0.4:
        code = rng.choice(("Mẫu số 01", "CT01 ban hành theo TT số 66/2023/TT-BCA", "Mẫu TP/HT-2020-TK"))
        head.form_code(draft, code, left=rng.random() < 0.4)
    draft.y = head.national(draft) + 8
    head.title(draft, name)
    draft.know("tieu_de", name.replace("\n", " "))
    office = rng.choice(
        (
            head.committee(who.lives_in),
            f"Công an {places.lower(who.lives_in.ward)}",
            "Trung tâm Phục vụ hành chính công",
        )
    )
    column = Column(draft.look.x0, draft.look.x1, rng.choice(("center", "left")))
    draft.text(f"Kính gửi: {office}", draft.look.face(), column)
    draft.know("kinh_gui", office)
    draft.skip(10)
    for answer in _answers(draft, who):
        _answer(draft, answer)
    if draft.look.way in ("dotted", "under"):
        for _ in range(2):
            draft.canvas.leader(draft.look.x0, draft.look.x1, draft.y)
            draft.skip(draft.look.size * draft.look.leading)
    draft.flow((OATH,))
    draft.skip(6)
    _dated(draft, who, day)
    return draft.done()


def _answers(draft: Draft, who: Citizen) -> tuple[_Answer, ...]:
    rng = draft.rng
    declares = draft.code == "to_khai"
    label = rng.choice(
        ("Họ, chữ đệm, tên người yêu cầu", "Họ và tên người khai")
        if declares
        else ("Tên tôi là", "Tôi tên là", "Họ và tên")
    )
    return (
        _Answer("ho_ten", label, who.name),
        _Answer("", "Ngày, tháng, năm sinh", f"{who.born:%d/%m/%Y}"),
        _Answer("", "Nơi cư trú", who.address),
        _Answer("", "Giấy tờ tùy thân", f"CCCD số {who.number}"),
        _Answer("", "Số định danh cá nhân", who.number),
        _Answer("", "Số điện thoại liên hệ", numbers.mobile(rng)),
        _Answer(
            "",
            "Quan hệ với người được đăng ký" if declares else "Nội dung đề nghị",
            "Bản thân" if declares else rng.choice(WANTED),
        ),
        _Answer("", "Lý do", rng.choice(("Bị mất", "Làm hồ sơ xin việc", "Theo nhu cầu cá nhân", ""))),
        _Answer("", "Giấy tờ kèm theo", rng.choice(("Giấy khai sinh (bản sao)", "Giấy chứng nhận kết hôn", ""))),
    )


def _answer(draft: Draft, answer: _Answer) -> None:
    """Print a place and its answer: by machine, in boxes, or by pen over the dots."""
    if draft.layout == "o_so" and answer.label == "Số định danh cá nhân":
        boxed(draft, answer.label, answer.shown)
        return
    if draft.layout != "viet_tay" or not answer.shown:
        draft.entry(Entry(answer.name, answer.label, answer.shown))
        return
    look, y = draft.look, draft.y
    draft.entry(Entry("", answer.label, ""))
    x = look.x0 + draft.canvas.text_width(f"{answer.label}: ", look.label_face) + 4
    room = look.x1 - x
    fitting = answer.shown
    while ink.hand_width(fitting, look.size) > room:
        fitting = fitting.rsplit(" ", 1)[0]
    ink.write(draft.canvas, Hand(fitting, draft.pen), (x, y), look.size)
    if answer.name:
        draft.know(answer.name, answer.shown)
        draft.hand.add(answer.name)


def _dated(draft: Draft, who: Citizen, day: date) -> None:
    """Print or write where and when, then sign."""
    rng, hand = draft.rng, draft.layout == "viet_tay"
    column = Column(300.0, 548.0, "center")
    draft.need(130)
    town = who.lives_in.town
    parts = (
        "Làm tại",
        Hand(town[:12], draft.pen),
        ", ngày",
        Hand(f"{day.day:02d}", draft.pen),
        "tháng",
        Hand(f"{day.month:02d}", draft.pen),
        f"năm {day.year}",
    )
    shown = f"{rng.choice(('Làm tại: ', ''))}{town}, {numbers.long_date(day)}"
    ink.mixed_line(draft.canvas, parts if hand else (shown,), draft.look.face(-0.5, italic=True), column, draft.y)
    draft.know_day("ngay_lam", day)
    if hand:
        draft.hand.add("ngay_lam")
    draft.skip(18)
    role = (
        rng.choice(("Người yêu cầu", "NGƯỜI KHAI"))
        if draft.code == "to_khai"
        else rng.choice(("Người làm đơn", "NGƯỜI VIẾT ĐƠN"))
    )
    draft.text(role, draft.look.face(bold=True), column)
    draft.text("(Ký, ghi rõ họ, chữ đệm, tên)", draft.look.face(-2, italic=True), column)
    seal.signature(draft.canvas, Box(370, draft.y - 8, 500, draft.y + 46), rng)
    if not hand:
        draft.canvas.text(who.name, draft.look.face(), column, draft.y + 60)


def giay_tiep_nhan_ho_so(seed: int) -> TypedPaper:
    """Return the slip of reception with the day of return."""
    draft = Draft("giay_tiep_nhan_ho_so", seed, RECEIPT)
    rng = draft.rng
    day = numbers.some_day(rng, (2018, 2026))
    who = citizens.citizen(rng, None, (1955, 2005), day)
    case = _case_number(draft, day)
    level = (who.lives_in.district or who.lives_in.ward).upper()
    body = Body(
        f"UBND {level}", ("BỘ PHẬN TIẾP NHẬN", "VÀ TRẢ KẾT QUẢ"), places.bare(level.title()), "BỘ PHẬN MỘT CỬA", level
    )
    number = f"{rng.randint(1, 900)}/{rng.choice(('TNHS', 'BPTNTKQ', 'HCC'))}"
    head.blocks(draft, body, (f"Số: {number}",), head.dated(who.lives_in.town, day))
    if draft.layout == "ma_qr" or rng.random() < 0.3:
        ink.code(draft.canvas, f"{case}|{who.number}|{rng.randint(1000, 9999)}", (24.0, 22.0), 42)
    title = {"phieu": "PHIẾU TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "bien_nhan_bang": "BIÊN NHẬN HỒ SƠ"}
    head.title(draft, title.get(draft.layout, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"))
    draft.centred(f"Mã hồ sơ: {case}", bold=True)
    draft.know("ma_ho_so", case)
    draft.skip(8)
    _reception(draft, who, day)
    draft.skip(12)
    draft.need(140)
    y = draft.y
    head.sign(draft, Signing(("NGƯỜI NỘP HỒ SƠ",), who.name, column=head.SIGN_LEFT, note="(Ký và ghi rõ họ tên)"))
    draft.y = y
    head.sign(draft, Signing(("NGƯỜI TIẾP NHẬN HỒ SƠ",), citizens.signer(rng), note="(Ký và ghi rõ họ tên)"))
    return draft.done()


def _case_number(draft: Draft, day: date) -> str:
    rng = draft.rng
    province = f"H{rng.randint(1, 63):02d}"
    return rng.choice(
        (
            f"000.{rng.randint(0, 40):02d}.{rng.randint(1, 30):02d}.{province}-{day:%y%m%d}-{rng.randint(1, 400):04d}",
            f"{province}.{rng.randint(1, 60)}-{day:%y%m%d}-{rng.randint(1, 900):04d}",
            f"{province}.{rng.randint(1, 60)}.{rng.randint(1, 30)}-{day:%y%m%d}-{rng.randint(1, 900):04d}",
        )
        if day.year < 2026
        else (f"G{rng.randint(1, 22):02d}.{rng.randint(1, 40):02d}-{day:%Y%m%d}-{rng.randrange(10**7):07d}",)
    )


def _reception(draft: Draft, who: Citizen, day: date) -> None:
    rng = draft.rng
    draft.entry(
        Entry(
            "ho_ten",
            rng.choice(("Tiếp nhận hồ sơ của", "Tiếp nhận hồ sơ của ông/bà")),
            rng.choice((who.name, who.name.upper())),
        )
    )
    draft.entry(Entry("dia_chi", "Địa chỉ", who.address))
    draft.row(Entry("so_dien_thoai", "Số điện thoại", rng.choice((numbers.mobile(rng), ""))), Entry("", "Email", ""))
    draft.entry(Entry("noi_dung_yeu_cau", "Nội dung yêu cầu giải quyết", rng.choice(WANTED)))
    chosen = rng.sample(PIECES, rng.randint(2, 4))
    if draft.layout == "ma_qr":
        draft.text("Thành phần hồ sơ nộp gồm:")
        rows = tuple((f"{place}", piece, "01") for place, piece in enumerate(chosen, start=1))
        draft.y = table.ruled(draft.canvas, PIECE_TABLE, rows, draft.y - 6) + 22
    else:
        pieces = [
            f"{place}. {piece}{'.' if place == len(chosen) else ';'}" for place, piece in enumerate(chosen, start=1)
        ]
        draft.text("Thành phần hồ sơ nộp gồm:")
        for piece in pieces:
            draft.text(piece, column=Column(draft.look.x0 + 14, draft.look.x1, leading=draft.look.leading))
        draft.know("thanh_phan_ho_so", "; ".join(chosen))
    draft.row(
        Entry("", "Số lượng hồ sơ", "01 (bộ)"), Entry("", "Thời gian giải quyết", f"{rng.randint(1, 30)} ngày làm việc")
    )
    back = day + timedelta(days=rng.randint(1, 40))
    for name, label, when in (
        ("thoi_gian_nhan", "Thời gian nhận hồ sơ", day),
        ("thoi_gian_tra", "Thời gian trả kết quả giải quyết hồ sơ", back),
    ):
        moment = f"{rng.randint(7, 16):02d} giờ {rng.randint(0, 59):02d} phút, {numbers.long_date(when)}"
        draft.entry(Entry(name, label, moment))
    draft.entry(Entry("", "Đăng ký nhận kết quả tại", rng.choice(("Bộ phận một cửa", "Bưu điện", ""))))
