"""What the command line shows: progress while it works, one table at the end."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from extract.rule_files import document_types
from service.digitise import Watcher
from service.doctor import Finding
from service.messages import in_both_languages
from service.outcome import DocumentOutcome, FileOutcome, Problem, State

_STATES: dict[State, tuple[str, str]] = {
    "done": ("xong (done)", "green"),
    "needs_review": ("cần xem lại (review)", "yellow"),
    "failed": ("không xử lý được (failed)", "red"),
}
_PLAIN_WIDTH = 160  # of a table that goes into a file or a pipe
_WIDEST_NAME = 44


@contextmanager
def progress(files: int) -> Iterator[Watcher]:
    """Yield a watcher that shows files done and pages read on the terminal; without a terminal it shows nothing."""
    console = Console(stderr=True)
    columns = (
        TextColumn("[bold]Số hóa"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("tệp (files) · {task.fields[pages]} trang (pages)"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("files", total=files, pages=0)
        pages = 0

        def watch(event: str, _: FileOutcome | None) -> None:
            nonlocal pages
            pages += event == "page"
            bar.update(task, advance=event == "file", pages=pages)

        yield watch


def show(outcomes: tuple[FileOutcome, ...], out: str) -> None:
    """Print the table of a batch, how many files ended how, and where the results lie."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_PLAIN_WIDTH)
    table = Table(title="Kết quả số hóa (digitised files)", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("Tệp\n(file)", overflow="fold", max_width=_WIDEST_NAME)
    table.add_column("Trang\n(pages)", justify="right")
    table.add_column("Chữ\n(words)", justify="right")
    table.add_column("Tin cậy\n(confid.)", justify="right")
    table.add_column("Giây\n(s)", justify="right")
    table.add_column("Giấy tờ: mục chắc chắn\n(documents: fields accepted)", overflow="fold")
    table.add_column("Trạng thái, cần biết\n(state, what to know)", overflow="fold")
    for outcome in outcomes:
        table.add_row(
            Text(outcome.facts.name),
            str(outcome.facts.pages or "–"),
            str(sum(page.words for page in outcome.pages) or "–"),
            _confidence(outcome),
            f"{outcome.seconds:.1f}",
            Text("\n").join(map(_document, outcome.documents)),
            Text("\n").join([Text(*_STATES[outcome.state]), *map(Text, _to_know(outcome.problems))]),
        )
    console.print(table)
    console.print(_tally(outcomes), highlight=False)
    console.print(Text(f"Kết quả ở (results in): {out}"), highlight=False, soft_wrap=True)


def _document(found: DocumentOutcome) -> Text:
    """Return a document in one line: its type, its pages where there are several, accepted of found fields."""
    kind = document_types().get(found.document_type)
    name = kind.name if kind else found.document_type
    pages = f" tr. {found.pages[0]}–{found.pages[-1]}" if len(found.pages) > 1 else ""
    fields = f": {found.accepted}/{found.fields}" if found.fields else ""
    return Text(f"{name}{pages}{fields}")


def _tally(outcomes: tuple[FileOutcome, ...]) -> Text:
    """Return one line: how many files, and how many of them in each state."""
    counted = Counter(outcome.state for outcome in outcomes)
    states = [
        Text(f"{counted[state]} {word}", style=colour) for state, (word, colour) in _STATES.items() if counted[state]
    ]
    return Text(f"{len(outcomes)} tệp (files): ") + Text(" · ").join(states)


_LEVELS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "missing": ("✗", "red")}


def show_findings(findings: tuple[Finding, ...]) -> None:
    """Print what was found on the machine, one line a point, the remedy below it."""
    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        sign, colour = _LEVELS[finding.level]
        console.print(Text.assemble((sign, f"bold {colour}"), f" {finding.vi} | {finding.en}"))
        if finding.remedy:
            console.print(Text(f"  → {finding.remedy}", style=colour))


def _confidence(outcome: FileOutcome) -> str:
    """Return the mean confidence of the recognised words in per cent; a dash where all words came with the file."""
    read = [page for page in outcome.pages if page.source == "recognised" and page.words]
    words = sum(page.words for page in read)
    return f"{100 * sum(page.confidence * page.words for page in read) / words:.0f} %" if words else "–"


def _to_know(problems: tuple[Problem, ...]) -> list[str]:
    """Return one sentence for every code, with the pages it concerns; one more where it concerns the file too."""
    concerned: dict[tuple[str, bool], list[int]] = {}
    for problem in problems:
        pages = concerned.setdefault((problem.code, problem.page is None), [])
        pages.extend(() if problem.page is None else (problem.page,))
    return [
        f"Trang {_ranges(pages)}: {in_both_languages(code, pages[0])[0]} [{code}]"
        if pages
        else f"{in_both_languages(code)[0]} [{code}]"
        for (code, _), pages in concerned.items()
    ]


def _ranges(pages: list[int]) -> str:
    """Return page numbers with runs drawn together: 1–3, 7."""
    runs: list[tuple[int, int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
