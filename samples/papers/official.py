"""Decision and official letter."""

from datetime import date, timedelta
from random import Random

from samples import people, seal
from samples.canvas import Canvas, Column, Run
from samples.papers import frame
from samples.papers.frame import AGENCIES, STRONG, TEXT, Agency, Foot, Heading
from samples.truth import Paper

GROUNDS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật "
    "Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019;\n"
    "Căn cứ Nghị định số 107/2021/NĐ-CP ngày 06 tháng 12 năm 2021 của Chính phủ sửa đổi, bổ sung một số điều của Nghị "
    "định số 61/2018/NĐ-CP về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính;\n"
    "Căn cứ Thông tư số 01/2023/TT-VPCP ngày 05 tháng 4 năm 2023 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ;\n"
    "Theo đề nghị của Chánh Văn phòng Ủy ban nhân dân."
)

REPORT = (
    "Thực hiện Kế hoạch số {plan}/KH-UBND ngày {planned:%d/%m/%Y} về cải cách hành chính, qua theo dõi trên hệ thống "
    "thông tin giải quyết thủ tục hành chính của tỉnh, kết quả như sau:\n"
    "1. Tỷ lệ hồ sơ tái sử dụng dữ liệu số hóa đạt {reused},{tenth}%, thấp hơn mục tiêu {goal}%; tỷ lệ số hóa kết quả "
    "giải quyết đạt {digitised}%, thấp hơn mục tiêu 80%.\n"
    "2. Nguyên nhân chủ yếu là do máy quét tại bộ phận một cửa chưa bảo đảm chất lượng; công chức chưa thực hiện số "
    "hóa ngay khi tiếp nhận hồ sơ; một số giấy tờ đã có trong cơ sở dữ liệu vẫn được yêu cầu nộp lại.\n"
    "3. Đề nghị Thủ trưởng các cơ quan, đơn vị chỉ đạo rà soát trang thiết bị, phân công người chịu trách nhiệm và gửi "
    "báo cáo trước ngày {due:%d/%m/%Y}.\n"
    "Trong quá trình thực hiện nếu có khó khăn, vướng mắc, đề nghị phản ánh kịp thời để được hướng dẫn, giải quyết./."
)

ENTRY = "Quyết định này có hiệu lực thi hành kể từ ngày {day:%d/%m/%Y} và thay thế các quyết định trước đây."
EXECUTION = (
    "Chánh Văn phòng Ủy ban nhân dân, Thủ trưởng các cơ quan có liên quan và các ông, bà có tên tại Điều 1 chịu trách "
    "nhiệm thi hành Quyết định này./."
)

DUTIES = (
    "Tiếp nhận, kiểm tra tính đầy đủ, hợp lệ của hồ sơ; sao chụp và chuyển giấy tờ thành tài liệu điện tử.",
    "Bóc tách dữ liệu, đối chiếu với bản giấy và chịu trách nhiệm về tính chính xác của dữ liệu đã số hóa.",
    "Lưu kết quả số hóa vào kho quản lý dữ liệu điện tử để tái sử dụng trong những lần giải quyết sau.",
    "Hướng dẫn tổ chức, cá nhân nộp hồ sơ trực tuyến; không yêu cầu nộp lại giấy tờ đã được số hóa.",
    "Báo cáo kết quả thực hiện trước ngày 15 hằng tháng về Văn phòng Ủy ban nhân dân để tổng hợp.",
)


def quyet_dinh(seed: int) -> Paper:
    """Return a decision of two pages; the red seal lies over the signature on the second."""
    rng = Random(f"quyet_dinh {seed}")
    agency = rng.choice(AGENCIES[:2])
    day = people.some_day(rng, (2022, 2024))
    members = [people.person(rng, rng.choice(("Nam", "Nữ")), (1968, 1994)) for _ in range(7)]
    number = f"Số: {rng.randint(1, 2400):02d}/QĐ-{agency.symbol}"
    first, second = Canvas(), Canvas()
    y = frame.heading(first, _head(agency, number, "", people.long_date(day)))
    y = frame.title(
        first, "QUYẾT ĐỊNH", "Về việc thành lập Tổ số hóa hồ sơ, giấy tờ,\nkết quả giải quyết thủ tục hành chính", y + 6
    )
    y = first.text(f"ỦY BAN NHÂN DÂN {agency.name}", STRONG, frame.CENTRE, y + 4) + 6
    y = frame.paragraphs(first, tuple(GROUNDS.split("\n")), frame.SLOPED, y)
    y = first.text("QUYẾT ĐỊNH:", STRONG, frame.CENTRE, y + 6) + 6
    y = frame.paragraphs(first, (_article(1, "Thành lập Tổ số hóa gồm các ông, bà có tên sau đây:"),), TEXT, y)
    roles = ("Tổ trưởng", "Tổ phó", *("Thành viên",) * 5)
    rows = tuple(
        f"{place}. {'Ông' if who.sex == 'Nam' else 'Bà'} {who.name}, sinh ngày {who.born:%d/%m/%Y}, {role};"
        for place, (who, role) in enumerate(zip(members, roles, strict=True), start=1)
    )
    frame.paragraphs(first, rows, TEXT, y)
    second.text("2", frame.TEXT, frame.CENTRE, 50)
    duties = tuple(f"{place}. {duty}" for place, duty in enumerate(rng.sample(DUTIES, 4), start=1))
    y = frame.paragraphs(second, (_article(2, "Nhiệm vụ của Tổ số hóa:"), *duties), TEXT, 84)
    y = frame.paragraphs(second, (_article(3, ENTRY.format(day=day)), _article(4, EXECUTION)), TEXT, y)
    signer = people.person(rng, "Nam", (1964, 1976)).name
    powers = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    recipients = (
        "- Như Điều 4;",
        "- Thường trực Hội đồng nhân dân;",
        "- CT, các PCT Ủy ban nhân dân;",
        "- Lưu: VT, KSTT.",
    )
    frame.foot(second, Foot(recipients, powers, signer, agency.ring, agency.foot), y + 14, rng)
    return Paper("quyet_dinh", (first.sheet(), second.sheet()))


def cong_van(seed: int, *, stamped: bool = False) -> Paper:
    """Return an official letter of one page; ``stamped`` adds the violet stamp of the receiving mail room."""
    rng = Random(f"cong_van {seed}")
    agency = rng.choice(AGENCIES[2:])
    day = people.some_day(rng, (2022, 2025))
    canvas = Canvas()
    y = letter(canvas, agency, day, rng)
    signer = people.person(rng, rng.choice(("Nam", "Nữ")), (1966, 1980)).name
    recipients = (
        "- Như trên;",
        "- UBND tỉnh (để báo cáo);",
        "- Giám đốc, các Phó Giám đốc;",
        f"- Lưu: VT, CCHC ({rng.randint(2, 30)} bản).",
    )
    frame.foot(canvas, Foot(recipients, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", signer, agency.ring, agency.foot), y + 14, rng)
    if stamped:
        rows = (
            "CÔNG VĂN ĐẾN",
            f"Số: {rng.randint(100, 4000)}",
            f"Ngày: {day + timedelta(days=3):%d/%m/%Y}",
            "Chuyển: ............",
        )
        seal.incoming_stamp(canvas, (28, 164), rows)
    return Paper("cong_van", (canvas.sheet(),))


def letter(canvas: Canvas, agency: Agency, day: date, rng: Random) -> float:
    """Draw an official letter from heading to last paragraph; return the next free baseline."""
    number = f"Số: {rng.randint(1, 3200):02d}/{agency.symbol}-CCHC"
    subject = "V/v tăng cường số hóa, tái sử dụng\nkết quả giải quyết thủ tục hành chính"
    y = frame.heading(canvas, _head(agency, number, subject, people.long_date(day)))
    to = Column(150.0, 540.0)
    y = canvas.text("Kính gửi:", frame.TEXT, to, y + 14)
    for receiver in ("- Các sở, ban, ngành thuộc tỉnh;", "- Ủy ban nhân dân các huyện, thị xã, thành phố."):
        y = canvas.text(receiver, TEXT, Column(200.0, 548.0), y)
    share = rng.randint(150, 489)
    report = REPORT.format(
        plan=rng.randint(10, 240),
        planned=people.some_day(rng, (2020, 2021)),
        reused=share // 10,
        tenth=share % 10,
        goal=rng.choice((50, 60)),
        digitised=rng.randint(52, 79),
        due=people.some_day(rng, (2026, 2026)),
    )
    return frame.paragraphs(canvas, tuple(report.split("\n")), TEXT, y + 12)


def _head(agency: Agency, number: str, subject: str, day: str) -> Heading:
    return Heading(agency.above, agency.name, number, subject, f"{agency.town}, {day}")


def _article(number: int, text: str) -> tuple[Run, ...]:
    return (Run(f"Điều {number}.", STRONG), Run(text, TEXT))
