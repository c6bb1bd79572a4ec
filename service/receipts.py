"""Receipts and refusals as the command line shows them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from service.intake import Refusal
from service.messages import in_both_languages
from storage.admission import Receipt

_ADMITTED = {
    "new": "nhận mới (new)",
    "held": "đã có (already held)",
    "retried": "đã có, trước đây lỗi, sẽ đọc lại (held, failed before, read anew)",
    "refused": "bị từ chối (refused)",
}


def line_of(name: str, answer: Receipt | Refusal) -> str:
    """Return what became of a file, in one line for people."""
    if isinstance(answer, Refusal):
        return f"✗ {name}: {in_both_languages(answer.code)[0]} [{answer.code}]"
    moment = answer.received_at.astimezone()
    return (
        f"✓ {name}: {_ADMITTED[answer.admitted]} · {answer.page_count} trang (pages) · "
        f"{moment:%d/%m/%Y %H:%M:%S} · {answer.document_id} · SHA-256 {answer.sha256}"
    )


def record_of(name: str, answer: Receipt | Refusal) -> dict[str, Any]:
    """Return the same as JSON; moments are in UTC."""
    if isinstance(answer, Refusal):
        return {"name": name, "refused": answer.code}
    return {
        "name": name,
        "id": answer.document_id,
        "sha256": answer.sha256,
        "received_at": answer.received_at.isoformat(),
        "pages": answer.page_count,
        "admitted": answer.admitted,
    }


def tally(answers: Iterable[str]) -> str:
    """Return one line: how many files, and what became of them."""
    counted = Counter(answers)
    parts = [f"{counted[word]} {meaning}" for word, meaning in _ADMITTED.items() if counted[word]]
    return f"{counted.total()} tệp (files): {' · '.join(parts)}"
