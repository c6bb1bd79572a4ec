"""What waits, runs and has failed, as the command line shows it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.messages import in_both_languages
from storage.documents import Document, DocumentState, Lane
from storage.status import WorkOfUnit

_LANES: dict[Lane, str] = {
    "counter": "quầy (counter)",
    "normal": "thường (normal)",
    "backfile": "hồ sơ cũ (backfile)",
}
_STATES: dict[DocumentState, tuple[str, str]] = {
    "received": ("đang chờ (received)", ""),
    "running": ("đang đọc (running)", ""),
    "done": ("xong (done)", "green"),
    "needs_review": ("cần xem lại (review)", "yellow"),
    "failed": ("không xử lý được (failed)", "red"),
}
_PLAIN_WIDTH = 160  # of a table that goes into a file or a pipe


def show_work(work: Sequence[WorkOfUnit], states: Mapping[DocumentState, int], failed: Sequence[Document]) -> None:
    """Print the work by lane and unit, the documents by state, and why documents have failed."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_PLAIN_WIDTH)
    console.print(_table(work) if work else Text("Không có việc nào đang chờ. | Nothing waits."))
    parts = [
        Text(f"{states[state]} {word}", style=colour) for state, (word, colour) in _STATES.items() if state in states
    ]
    console.print(
        Text(f"{sum(states.values())} tài liệu (documents)") + Text(": " if parts else ".") + Text(" · ").join(parts)
    )
    for document in failed:
        code = document.problem or "internal"
        console.print(Text(f"✗ {document.name} · {document.id}", style="red"), soft_wrap=True)
        console.print(Text(f"  {in_both_languages(code)[0]} [{code}]"), soft_wrap=True)


def _table(work: Sequence[WorkOfUnit]) -> Table:
    table = Table(title="Việc (work)", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("Làn\n(lane)")
    table.add_column("Đơn vị\n(unit)", overflow="fold")
    for heading in (
        "Đang chờ\n(waiting)",
        "trong đó nghỉ sau lỗi\n(resting after failure)",
        "Đang đọc\n(running)",
        "Tài liệu lỗi\n(failed)",
        "Chờ lâu nhất\n(oldest)",
    ):
        table.add_column(heading, justify="right")
    for one in work:
        counts = (one.waiting, one.resting, one.running, one.failed)
        table.add_row(_LANES[one.lane], Text(one.unit or "–"), *(str(n or "–") for n in counts), _age(one.oldest))
    return table


def _age(age: timedelta | None) -> str:
    """Return an age in its two largest units."""
    if age is None:
        return "–"
    minutes, seconds = divmod(max(0, int(age.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} ngày {hours} giờ"
    if hours:
        return f"{hours} giờ {minutes} phút"
    return f"{minutes} phút {seconds} giây" if minutes else f"{seconds} giây"
