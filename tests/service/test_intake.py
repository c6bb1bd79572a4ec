"""Intake, embedded and with real servers: what a receipt promises, what is refused, what is left behind."""

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

import psutil
import pytest

from service.errors import RefusedError
from service.intake import Incoming, Intake, Refusal, file_at
from service.settings import Settings
from service.stores import Stores
from storage import documents, jobs
from storage.admission import HandedIn, Receipt
from storage.blobs import BlobKey
from storage.errors import StoreUnavailableError

Writer = Callable[[Path], Path]
SAID = HandedIn("giấy.png", "H42.12", "can_bo", "H42.12-240115-0001", "02")


def test_a_receipt_is_given_for_what_is_kept(
    tmp_path: Path, intake: Intake, stores: Stores, slip_file: Writer, settings: Settings
) -> None:
    """The bytes are in the store, under retention; document, submission and job are rows; the spool is empty."""
    path = slip_file(tmp_path / "a.png")
    receipt = intake.take(file_at(path, SAID))
    assert (receipt.sha256, receipt.page_count) == (hashlib.sha256(path.read_bytes()).hexdigest(), 1)
    assert receipt.admitted == "new"
    with stores.blobs.open(BlobKey("originals", receipt.sha256)) as kept:
        assert kept.read() == path.read_bytes()
    with stores.database.read() as connection:
        document = documents.get(connection, receipt.document_id)
        (submission,) = documents.submissions_of(connection, receipt.document_id)
        (job,) = jobs.of_document(connection, receipt.document_id)
    assert (document.state, document.received_at) == ("received", receipt.received_at)
    assert document.protected_until is not None
    assert (submission.dossier, submission.component, submission.unit) == (SAID.dossier, "02", "H42.12")
    assert (job.kind, job.state) == ("whole", "waiting")
    assert not [found for found in (settings.data / "spool").rglob("*") if found.is_file()]


def test_the_same_bytes_again_are_the_same_document(
    tmp_path: Path, intake: Intake, stores: Stores, slip_file: Writer
) -> None:
    """Told so, also within one call; another dossier is one more submission, the same dossier is none."""
    path = slip_file(tmp_path / "a.png")
    again = replace(SAID, dossier="H42.12-240115-0002")
    first, second, third = intake.take_all([file_at(path, SAID), file_at(path, SAID), file_at(path, again)])
    assert isinstance(first, Receipt)
    assert isinstance(second, Receipt)
    assert isinstance(third, Receipt)
    assert (first.admitted, second.admitted, third.admitted) == ("new", "held", "held")
    assert first.document_id == second.document_id == third.document_id
    with stores.database.read() as connection:
        found = documents.submissions_of(connection, first.document_id)
    assert {submission.dossier for submission in found} == {SAID.dossier, again.dossier}


class _Breaking(io.BytesIO):
    """A stream whose sender goes away."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Give one piece, then break."""
        if self.tell():
            raise ConnectionResetError
        return super().read(10 if size is None else min(10, size))


@pytest.mark.parametrize("settings", ["embedded"], indirect=True)
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04 a letter", "unsupported_format"),
        (b"\x89PNG\r\n\x1a\n cut off", "damaged"),
        (None, "not_found"),
    ],
)
def test_a_file_is_refused_with_a_code_and_nothing_stays(
    intake: Intake, stores: Stores, settings: Settings, content: bytes | None, code: str
) -> None:
    """No row, no blob, no file in the spool; the files beside it are taken in."""

    def opened() -> BinaryIO:
        return io.BytesIO(content) if content is not None else _Breaking(b"%PDF-1.7 and more")

    with pytest.raises(RefusedError) as refused:
        intake.take(Incoming(opened, SAID))
    assert refused.value.code == code
    with stores.database.read() as connection:
        assert not documents.listed(connection, documents.Wanted())
    assert not list(stores.blobs.blobs("originals"))
    assert not [found for found in (settings.data / "spool").rglob("*") if found.is_file()]


@pytest.mark.parametrize("settings", ["embedded"], indirect=True)
def test_a_file_that_is_written_meanwhile_is_refused(tmp_path: Path, intake: Intake, slip_file: Writer) -> None:
    """What was read of it would be neither the one nor the other."""
    path = slip_file(tmp_path / "a.png")

    class _Overwritten(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            """Read; the first time, somebody writes into the file right afterwards."""
            is_first = self.tell() == 0
            found = super().read(10 if is_first else -1 if size is None else size) or b""
            if is_first:
                with path.open("ab") as writer:
                    writer.write(b"more")
            return found

    def opened() -> BinaryIO:
        return cast("BinaryIO", _Overwritten(path))

    with pytest.raises(RefusedError) as refused:
        intake.take(Incoming(opened, SAID))
    assert refused.value.code == "changed"


@pytest.mark.parametrize("settings", ["embedded"], indirect=True)
def test_a_store_that_is_away_gives_no_receipt(
    tmp_path: Path, intake: Intake, stores: Stores, settings: Settings, slip_file: Writer
) -> None:
    """The error is told, no row is written, the spool is empty; once the store is back the same file is taken in."""
    path = slip_file(tmp_path / "a.png")
    contents = settings.data / "contents"
    contents.parent.mkdir(exist_ok=True)
    contents.write_bytes(b"a file where the folder should be")
    with pytest.raises(StoreUnavailableError):
        intake.take(file_at(path, SAID))
    with stores.database.read() as connection:
        assert not documents.listed(connection, documents.Wanted())
    assert not [found for found in (settings.data / "spool").rglob("*") if found.is_file()]
    contents.unlink()
    assert intake.take(file_at(path, SAID)).admitted == "new"


@pytest.mark.parametrize("settings", ["embedded"], indirect=True)
def test_many_files_keep_their_order_and_the_memory_stays_flat(
    tmp_path: Path, intake: Intake, slip_file: Writer
) -> None:
    """300 files, every tenth refused: each has its own answer in its place, and no file is held."""
    template = slip_file(tmp_path / "a.png").read_bytes()

    def files() -> Iterator[Incoming]:
        for number in range(300):
            content = b"not a paper" if number % 10 == 9 else template + number.to_bytes(4, "big")
            yield Incoming(lambda content=content: io.BytesIO(content), replace(SAID, name=f"{number}.png"))  # type: ignore[misc]

    process = psutil.Process(os.getpid())
    at_first, answers = 0, []
    for answer in intake.take_all(files()):
        answers.append(answer)
        at_first = at_first or process.memory_info().rss
    assert [number for number, answer in enumerate(answers) if isinstance(answer, Refusal)] == list(range(9, 300, 10))
    assert len({answer.document_id for answer in answers if isinstance(answer, Receipt)}) == 270
    assert process.memory_info().rss - at_first < 20 << 20
