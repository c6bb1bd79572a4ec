"""What a search found, as the command line shows it."""

from datetime import timedelta, timezone

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.rule_files import document_types
from storage.search_ranking import Snippet
from storage.search_request import Found, Hit

_PLAIN_WIDTH = 160  # of a table that goes into a file or a pipe
_VIETNAM = timezone(timedelta(hours=7))
_PAGES = 6  # numbers of pages that are told of one document


def show_found(found: Found) -> None:
    """Print one portion of an answer as a table, how many there are, and how to go on."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_PLAIN_WIDTH)
    if found.cut:
        console.print("Câu dài quá: chỉ tìm 64 chữ đầu. | A long query: its first 64 words are looked for.")
    if not found.hits:
        console.print("Không tìm thấy tài liệu nào. | Nothing was found.")
        return
    console.print(_table(found.hits))
    number = f"{'ít nhất ' if found.more else ''}{found.total}"
    console.print(f"{len(found.hits)} / {number} tài liệu ({'at least ' if found.more else ''}{found.total} documents)")
    if found.cursor:
        console.print(f"Xem tiếp (next): --cursor {found.cursor}", soft_wrap=True)


def _table(hits: tuple[Hit, ...]) -> Table:
    table = Table(title="Tìm thấy (found)", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("Tài liệu\n(document)", overflow="fold", max_width=34)
    table.add_column("Loại\n(type)", overflow="fold", max_width=26)
    table.add_column("Đơn vị\n(unit)", overflow="fold", max_width=16)
    table.add_column("Ngày nhận\n(received)")
    table.add_column("Trang\n(page)", overflow="fold", max_width=14)
    table.add_column("Đoạn văn\n(passage)", overflow="fold")
    for hit in hits:
        name = Text(hit.name)
        name.append(f"\n{hit.document_id}", style="dim")
        received = hit.received_at.astimezone(_VIETNAM)
        passage = _passage(hit.snippet)
        if hit.form == "folded":
            passage = Text("≈ không dấu (without marks) ", style="yellow") + passage
        table.add_row(
            name, Text("\n".join(map(_kind, hit.types))), Text(hit.unit), f"{received:%d/%m/%Y}", _pages(hit), passage
        )
    return table


def _pages(hit: Hit) -> Text:
    """Return the pages found, the best one standing out."""
    shown = hit.pages if len(hit.pages) <= _PAGES else (hit.page,)
    text = Text(", ").join(Text(str(page), style="bold" if page == hit.page else "") for page in shown)
    return text if shown == hit.pages else text + Text(f" +{len(hit.pages) - 1}")


def _passage(snippet: Snippet | None) -> Text:
    text = Text(snippet.text if snippet else "")
    for begin, end in snippet.marks if snippet else ():
        text.stylize("bold cyan", begin, end)
    return text


def _kind(code: str) -> str:
    kind = document_types().get(code)
    return kind.name if kind else code
