"""What was extracted, for people at a terminal: one table a document, doubtful fields with the reason."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.rule_files import document_types
from extract.rules import DocumentType
from extract.separator import parsed

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "handwritten": ("viết tay, hãy xem ảnh", "handwritten"),
    "conflict": ("hai nguồn nói khác nhau", "sources differ"),
    "check_failed": ("không khớp với mục khác", "contradicts another field"),
    "low_confidence": ("đọc chưa chắc", "uncertain"),
    "missing": ("bắt buộc mà không thấy", "required, not found"),
}
_ORIGINS = {"qr": "mã QR", "mrz": "MRZ", "signature": "chữ ký số"}
_PLAIN_WIDTH = 160  # of a table that goes into a file or a pipe
_SURE = 0.9
_SAID = (("dossier", "Mã hồ sơ (dossier):"), ("component", "Mã thành phần (component):"))
_VIETNAM = timezone(timedelta(hours=7))
_ABBREVIATED = 60  # letters of a code that are shown

Json = Mapping[str, Any]


class NotAResultError(Exception):
    """A file is no JSON of a digitised file; the message is its path."""


def show_fields(results: tuple[Path, ...]) -> None:
    """Print the documents of result files (JSON), in order.

    :raises NotAResultError: when a file is none; what came before it is printed.
    :raises OSError: when a file cannot be read.
    """
    console = Console()
    if not console.is_terminal:
        console = Console(width=_PLAIN_WIDTH)
    for path in results:
        try:
            result = json.loads(path.read_text("utf-8"))
            signatures = [signature_line(one) for one in result["file"].get("signatures", ())]
            tables = [document_table(document, result["file"]["name"]) for document in result["documents"]]
        except (ValueError, LookupError, TypeError) as error:
            raise NotAResultError(str(path)) from error
        for shown in (*tables, *signatures):
            console.print(shown)


def document_table(document: Json, file: str) -> Table:
    """Return the table of one document: its type and pages above, a row for each field."""
    kind = document_types().get(document["type"])
    table = Table(
        title=_heading(document, kind, file),
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("Mục\n(field)", overflow="fold", max_width=34)
    table.add_column("Giá trị\n(value)", overflow="fold", max_width=64)
    table.add_column("Trang\n(page)", justify="right")
    table.add_column("Tin cậy\n(confid.)", justify="right")
    table.add_column("Cần biết\n(what to know)", overflow="fold")
    for field in document["fields"]:
        table.add_row(*_row(field, kind))
    for code in (code for code in document["codes"] if parsed(code) is None):  # what ours say stands above
        short = code if len(code) <= _ABBREVIATED else f"{code[:_ABBREVIATED]}…"
        table.add_row("(mã QR)", Text(short), "", "", "")
    return table


def signature_line(signature: Json) -> Text:
    """Return a line on a digital signature: who, when (in Vietnam), whether the bytes are unchanged since."""
    line = Text.assemble("Chữ ký số (digital signature): ", (signature["signer"] or "?", "bold"))
    if signature["signed_at"]:
        when = datetime.fromisoformat(signature["signed_at"]).astimezone(_VIETNAM)
        line.append(f" · {when:%d/%m/%Y %H:%M}")
    if signature["intact"]:
        return line.append(" · còn nguyên vẹn; chưa xét chứng thư (intact; certificate not judged)", style="dim")
    return line.append(" · nội dung đã đổi, hoặc không đọc được chữ ký (changed, or unreadable)", style="red")


def _heading(document: Json, kind: DocumentType | None, file: str) -> Text:
    pages = document["pages"]
    span = str(pages[0]) if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"
    name = kind.name if kind else document["type"]
    sure = document["certainty"]
    heading = Text.assemble((name, "bold"), f" ({document['type']}) · {file} · trang (pages) {span} · ")
    heading.append(f"{100 * sure:.0f} %", style="green" if sure >= _SURE else "yellow")
    said = [f"{caption} {document[name]}" for name, caption in _SAID if document.get(name)]
    if said:
        heading.append("\n" + " · ".join(said), style="not bold")
    if document.get("expected_type") not in {None, document["type"]}:
        heading.append(f"\nTờ phân cách ghi loại (the sheet says): {document['expected_type']}", style="yellow")
    return heading


def _row(field: Json, kind: DocumentType | None) -> tuple[Text, Text, str, str, Text]:
    rule = kind.field(field["name"]) if kind else None
    caption = rule.caption if rule else field["name"]
    value = "–" if field["value"] is None else str(field["value"])
    problem = field["problem"]
    known = Text()
    if problem:
        vi, en = PROBLEMS[problem]
        known.append(f"{vi} ({en})", style="red" if problem in {"conflict", "check_failed", "missing"} else "yellow")
    elif field["origin"] in _ORIGINS:
        known.append(_ORIGINS[field["origin"]], style="dim")
    confidence = "" if field["value"] is None else f"{100 * field['confidence']:.0f} %"
    style = "yellow" if problem else ""
    return Text(caption), Text(value, style=style), str(field["page"] or ""), confidence, known
