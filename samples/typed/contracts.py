"""Contracts: transfer of land use rights, lease, labour, sale; two parties, articles, two signatures, several pages."""

from dataclasses import dataclass
from datetime import date

from samples import people
from samples.canvas import Column, Run
from samples.typed import citizens, head, numbers, places
from samples.typed.citizens import Citizen
from samples.typed.draft import Draft
from samples.typed.form import Entry, Look
from samples.typed.head import Body, Signing
from samples.typed.paper import TypedPaper

LOOKS = {
    "chuyen_nhuong": Look(size=13.0, leading=1.35, strong=False),
    "thue_nha": Look(size=12.5, way="dotted", leading=1.45, strong=False),
    "lao_dong": Look("sans", 11.0, leading=1.45),
    "mua_ban": Look("book", 10.5, leading=1.45, strong=False),
}
TERMS = (
    ("Đối tượng của hợp đồng", "Hai bên thống nhất đối tượng, số lượng, chất lượng như mô tả tại phụ lục kèm theo."),
    ("Giá và phương thức thanh toán", "Bên B thanh toán cho bên A bằng chuyển khoản, chia làm hai đợt."),
    ("Thời hạn thực hiện", "Hợp đồng có hiệu lực từ ngày ký đến khi hai bên hoàn thành nghĩa vụ."),
    ("Quyền và nghĩa vụ của bên A", "Giao đúng hạn kèm giấy chứng nhận quyền sử dụng đất, giấy tờ liên quan."),
    ("Quyền và nghĩa vụ của bên B", "Thanh toán đủ, đúng hạn; chịu chi phí đăng ký, lệ phí trước bạ theo quy định."),
    ("Phạt vi phạm", "Bên vi phạm chịu phạt 8% giá trị phần nghĩa vụ bị vi phạm và bồi thường thiệt hại."),
    ("Giải quyết tranh chấp", "Tranh chấp được thương lượng; không thành thì đưa ra Tòa án nhân dân có thẩm quyền."),
    ("Cam đoan của các bên", "Những thông tin về nhân thân, về tài sản đã ghi trong hợp đồng này là đúng sự thật."),
    ("Điều khoản chung", "Hợp đồng lập thành 04 bản có giá trị như nhau, mỗi bên giữ 02 bản."),
)  # fmt: skip
TITLES = {
    "chuyen_nhuong": "HỢP ĐỒNG\nCHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT",
    "thue_nha": "HỢP ĐỒNG THUÊ NHÀ Ở",
    "lao_dong": "HỢP ĐỒNG LAO ĐỘNG",
    "mua_ban": "HỢP ĐỒNG MUA BÁN HÀNG HÓA",
}


@dataclass(frozen=True, slots=True)
class _Parties:
    first: Citizen
    second: Citizen
    company: Body


def hop_dong(seed: int) -> TypedPaper:
    """Return a contract; number and day are facts where it has them."""
    draft = Draft("hop_dong", seed, LOOKS)
    rng = draft.rng
    day = numbers.some_day(rng, (2014, 2026))
    name = (
        f"CÔNG TY TNHH {rng.choice(('THƯƠNG MẠI', 'XÂY DỰNG', 'NÔNG SẢN'))} {rng.choice(citizens.GIVEN['Nam']).upper()}"
    )
    town = places.bare(places.unit(rng, day).province)
    parties = _Parties(
        citizens.citizen(rng, "Nam", (1955, 1990), day),
        citizens.citizen(rng, "Nữ", (1960, 1995), day),
        Body("", (name,), town, name[13:], town.upper()),
    )
    draft.page_number = Column(85.0, 548.0, rng.choice(("center", "right")))
    _heading(draft, parties, day)
    _parties(draft, parties)
    draft.flow(("Hai bên cùng thỏa thuận ký hợp đồng với các điều khoản sau đây:",))
    _terms(draft)
    draft.skip(14)
    draft.need(150)
    y, left, right = draft.y, "BÊN A", "BÊN B"
    head.sign(draft, Signing((left,), parties.first.name, column=head.SIGN_LEFT, note="(Ký, ghi rõ họ tên)"))
    draft.y = y
    head.sign(draft, Signing((right,), parties.second.name, note="(Ký, ghi rõ họ tên)"))
    if draft.layout == "chuyen_nhuong" and rng.random() < 0.6:
        _notarised(draft, day)
    return draft.done()


def _heading(draft: Draft, parties: _Parties, day: date) -> None:
    rng = draft.rng
    if draft.layout in ("lao_dong", "mua_ban"):
        letters = "HĐLĐ" if draft.layout == "lao_dong" else "HĐMB"
        number = f"{rng.randint(1, 320):02d}/{rng.choice((f'{day.year}/', ''))}{letters}"
        head.blocks(draft, parties.company, (f"Số: {number}",), head.dated(parties.company.town, day))
        draft.know("co_quan_ban_hanh", parties.company.name)
        draft.know("so_ky_hieu", number)
        draft.know("dia_danh", parties.company.town)
        draft.know_day("ngay_ban_hanh", day)
        head.title(draft, TITLES[draft.layout])
        return
    draft.y = head.national(draft) + 10
    head.title(draft, TITLES[draft.layout], grow=3)
    place = parties.first.lives_in
    draft.flow((f"Hôm nay, {numbers.long_date(day)}, tại {head.committee(place)}, chúng tôi gồm có:",))
    draft.know_day("ngay_ban_hanh", day)


def _parties(draft: Draft, parties: _Parties) -> None:
    for letter, role, who in (
        ("A", "BÊN CHUYỂN NHƯỢNG", parties.first),
        ("B", "BÊN NHẬN CHUYỂN NHƯỢNG", parties.second),
    ):
        heading = f"{role} (sau đây gọi là bên {letter}):" if draft.layout == "chuyen_nhuong" else f"BÊN {letter}:"
        draft.text(heading, draft.look.face(bold=True))
        label = "Ông" if who.sex == "Nam" else "Bà"
        draft.row(Entry("", label, who.name), Entry("", "Sinh năm", f"{who.born.year}"), at=(0.0, 0.6))
        draft.entry(Entry("", "Căn cước công dân số", f"{who.number} cấp ngày 12/05/2021"))
        draft.entry(Entry("", "Địa chỉ thường trú", who.address))
        draft.entry(Entry("", "Số điện thoại", numbers.mobile(draft.rng)))
        draft.skip(4)


def _terms(draft: Draft) -> None:
    rng = draft.rng
    price = rng.randrange(200, 9000) * 1_000_000
    for number, (name, text) in enumerate(TERMS, start=1):
        draft.need(170 if number == len(TERMS) else 60)
        draft.flow(((Run(f"Điều {number}. {name}", draft.look.face(bold=True)),),), indent=0)
        draft.flow((text,))
        if name.startswith("Giá"):
            words = numbers.capital(numbers.in_words(price))
            draft.flow((f"Giá: {people.dotted(price)} đồng (Bằng chữ: {words} đồng).",))
        extra = rng.sample([each for _, each in TERMS], 2)
        draft.flow([f"{number}.{place}. {each}" for place, each in enumerate(extra, start=1)])


def _notarised(draft: Draft, day: date) -> None:
    rng = draft.rng
    draft.turn()
    head.title(draft, "LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN", grow=1)
    office = f"Văn phòng công chứng {rng.choice(citizens.FAMILY)} {rng.choice(citizens.GIVEN['Nữ'])}"
    name = citizens.signer(rng)
    draft.flow(
        (
            (
                f"Hôm nay, {numbers.long_date(day)}, tại {office}, tôi {name}, công chứng viên, chứng nhận hợp đồng "
                "này được giao kết giữa hai bên có tên nêu trên; các bên đã tự nguyện và ký tên trước mặt tôi."
            ),
            f"Số công chứng: {rng.randint(100, 9000)}, quyển số {rng.randint(1, 20):02d}/{day.year} TP/CC-SCC/HĐGD.",
        )
    )
    draft.skip(12)
    head.sign(draft, Signing(("CÔNG CHỨNG VIÊN",), name, "VĂN PHÒNG CÔNG CHỨNG", "★"))
