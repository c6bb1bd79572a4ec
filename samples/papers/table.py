"""Ruled tables: a page of its own, or set into another paper."""

from dataclasses import dataclass
from random import Random

from samples import people
from samples.canvas import Align, Canvas, Column
from samples.fonts import Face
from samples.papers import frame
from samples.truth import Paper

CELL = Face(12)
HEAD = Face(12, bold=True)
LEADING = 1.22
PADDING = 5.0


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a ruled table: its heading, left and right rule in points, how its cells are set."""

    heading: str
    x0: float
    x1: float
    align: Align


LEDGER = (
    TableColumn("STT", 70.0, 104.0, "center"),
    TableColumn("Họ và tên", 104.0, 232.0, "left"),
    TableColumn("Ngày sinh", 232.0, 304.0, "center"),
    TableColumn("Số định danh", 304.0, 396.0, "center"),
    TableColumn("Số tiền hỗ trợ (đồng)", 396.0, 470.0, "right"),
    TableColumn("Ghi chú", 470.0, 556.0, "left"),
)

COUNTS = (
    TableColumn("STT", 85.0, 119.0, "center"),
    TableColumn("Đơn vị", 119.0, 320.0, "left"),
    TableColumn("Số hồ sơ", 320.0, 396.0, "right"),
    TableColumn("Đã số hóa", 396.0, 472.0, "right"),
    TableColumn("Tái sử dụng", 472.0, 548.0, "right"),
)

NOTES = ("", "Hộ nghèo", "Hộ cận nghèo", "Người cao tuổi", "Đã chi trả đợt 1", "Chưa có tài khoản ngân hàng")


def bang(seed: int) -> Paper:
    """Return the annex of a decision: six to twelve people with numbers in a ruled table."""
    rng = Random(f"bang {seed}")
    canvas = Canvas()
    y = frame.title(canvas, "DANH SÁCH", "Người được hưởng chính sách hỗ trợ năm 2024", 74)
    day = people.some_day(rng, (2024, 2024))
    note = f"(Kèm theo Quyết định số {rng.randint(100, 2000)}/QĐ-UBND ngày {day:%d/%m/%Y} của Ủy ban nhân dân huyện)"
    y = canvas.text(note, Face(12.5, italic=True), frame.CENTRE, y) + 2
    amounts = [rng.randrange(50, 500) * 10_000 for _ in range(rng.randint(6, 12))]
    rows = []
    for place, amount in enumerate(amounts, start=1):
        who = people.person(rng, rng.choice(("Nam", "Nữ")), (1940, 2000))
        rows.append(
            (f"{place}", who.name, f"{who.born:%d/%m/%Y}", who.number, people.dotted(amount), rng.choice(NOTES))
        )
    rows.append(("", "Tổng cộng", "", "", people.dotted(sum(amounts)), ""))
    y = ruled(canvas, LEDGER, tuple(rows), y)
    canvas.text(f"Danh sách này có {len(amounts)} người./.", Face(13, italic=True), frame.FLAT, y + 24)
    return Paper("bang", (canvas.sheet(),))


def counts(rng: Random) -> tuple[tuple[str, ...], ...]:
    """Return rows for the columns COUNTS: departments and how many dossiers they digitised and reused."""
    units = ("Sở Tư pháp", "Sở Xây dựng", "Sở Kế hoạch và Đầu tư", "Sở Lao động - Thương binh và Xã hội", "Sở Y tế")
    rows = []
    for place, unit in enumerate(units, start=1):
        total = rng.randint(800, 9000)
        done = rng.randint(total // 2, total)
        rows.append((f"{place}", unit, people.dotted(total), people.dotted(done), people.dotted(rng.randint(90, done))))
    return tuple(rows)


def ruled(canvas: Canvas, columns: tuple[TableColumn, ...], rows: tuple[tuple[str, ...], ...], y: float) -> float:
    """Draw a table with its top rule at ``y``, row by row and cell by cell; return the place of its bottom rule."""
    top = y
    canvas.rule((columns[0].x0, y), (columns[-1].x1, y))
    y = _row(canvas, columns, tuple(column.heading for column in columns), y, HEAD)
    for row in rows:
        y = _row(canvas, columns, row, y, CELL)
    for x in (*(column.x0 for column in columns), columns[-1].x1):
        canvas.rule((x, top), (x, y))
    return y


def _row(canvas: Canvas, columns: tuple[TableColumn, ...], row: tuple[str, ...], y: float, face: Face) -> float:
    insides = [
        Column(c.x0 + PADDING, c.x1 - PADDING, "center" if face is HEAD else c.align, leading=LEADING) for c in columns
    ]
    sizes = [canvas.row_count(text, face, inside) for text, inside in zip(row, insides, strict=True)]
    step = face.size * LEADING
    height = max(sizes) * step + 7.0
    for text, inside, count in zip(row, insides, sizes, strict=True):
        if text:
            canvas.text(text, face, inside, y + (height - count * step) / 2 + face.size * 0.96)
    canvas.rule((columns[0].x0, y + height), (columns[-1].x1, y + height))
    return y + height
