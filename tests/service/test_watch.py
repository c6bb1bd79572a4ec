"""The watched folder: what is taken, when, and where it goes."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from service.intake import Intake, Refusal
from service.settings import Settings
from service.stores import Stores
from service.watch import DONE, REFUSED, Taken, WatchedFolder, WatchRules, prepare
from storage import documents
from storage.admission import HandedIn, Receipt

Writer = Callable[[Path], Path]
Command = Callable[..., "subprocess.Popen[str]"]
SAID = HandedIn("", "H42.12", "may_quet")
AT_ONCE = WatchRules(SAID, settle_seconds=0.0)

pytestmark = pytest.mark.parametrize("settings", ["embedded"], indirect=True)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:  # noqa: ARG001 - of the same test
    """Return a scanner's folder."""
    made = tmp_path / "scanner"
    made.mkdir()
    prepare(made)
    return made


def look(folder: Path, intake: Intake, rules: WatchRules = AT_ONCE) -> dict[str, str]:
    """Look once; return what became of each file that was whole."""
    watched = WatchedFolder(folder, rules)
    return {taken.name: _word(taken) for taken in watched.take(watched.ready(), intake)}


def _word(taken: Taken) -> str:
    return taken.answer.code if isinstance(taken.answer, Refusal) else taken.answer.admitted


def below(folder: Path) -> set[str]:
    """Return the names of all files below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_whole_files_are_taken_and_moved_to_done(folder: Path, intake: Intake, slip_file: Writer) -> None:
    """Their names stay; one that is taken there already is not overwritten."""
    slip_file(folder / DONE / "a.png")
    slip_file(folder / "a.png")
    assert look(folder, intake) == {"a.png": "new"}
    assert below(folder) == {"done/a.png", "done/a-2.png"}


def test_files_that_are_still_written_are_left(folder: Path, intake: Intake, slip_file: Writer) -> None:
    """Half a picture, temporary names, hidden files, system files, links: none is touched."""
    whole = slip_file(folder.parent / "whole.png").read_bytes()
    (folder / "half.png").write_bytes(whole[: len(whole) // 2])
    for name in ("scan.pdf.part", ".hidden.png", "~$letter.pdf", "scan.TMP", "Thumbs.db"):
        (folder / name).write_bytes(whole)
    (folder / "link.png").symlink_to(folder.parent / "whole.png")
    before = below(folder)
    assert look(folder, intake) == {}
    assert below(folder) == before
    (folder / "half.png").write_bytes(whole)
    assert look(folder, intake) == {"half.png": "new"}


def test_a_file_that_changes_is_left_until_it_settles(folder: Path, slip_file: Writer) -> None:
    """However whole it looks: some writers put the end first."""
    watched = WatchedFolder(folder, WatchRules(SAID, settle_seconds=0.3))
    path = slip_file(folder / "a.png")
    for _ in range(4):
        assert watched.ready() == ()
        time.sleep(0.1)
        with path.open("ab") as writer:
            writer.write(b"\0")
    watched.ready()
    time.sleep(0.4)
    assert watched.ready() == (path,)


def test_a_file_without_an_end_is_taken_at_last(folder: Path, intake: Intake, slip_file: Writer) -> None:
    """It will never be whole: it is refused, so that somebody hears of it."""
    whole = slip_file(folder / "half.png").read_bytes()
    (folder / "half.png").write_bytes(whole[:30])
    patient = WatchRules(SAID, settle_seconds=0.0, patience_seconds=0.0)
    assert look(folder, intake, patient) == {"half.png": "damaged"}


def test_a_refused_file_comes_with_its_reason(folder: Path, intake: Intake) -> None:
    """Vietnamese first, the code, in a file of its name beside it."""
    (folder / "letter.docx").write_bytes(b"PK\x03\x04 a letter")
    assert look(folder, intake) == {"letter.docx": "unsupported_format"}
    assert below(folder) == {"refused/letter.docx", "refused/letter.docx.txt"}
    lines = (folder / REFUSED / "letter.docx.txt").read_text("utf-8").splitlines()
    assert lines[0] == "letter.docx"
    assert lines[1].startswith("Định dạng không được hỗ trợ")
    assert "[unsupported_format]" in lines[3]


def test_folders_name_the_dossier_and_the_component(
    folder: Path, intake: Intake, stores: Stores, slip_file: Writer
) -> None:
    """Or the unit and the dossier, where so told; what they do not name is what the command said."""
    slip_file(folder / "H42.12-240115-0001" / "02" / "a.png")
    assert look(folder, intake) == {"H42.12-240115-0001/02/a.png": "new"}
    slip_file(folder / "H42.13" / "a.png")
    assert look(folder, intake, WatchRules(SAID, "unit", settle_seconds=0.0)) == {"H42.13/a.png": "held"}
    with stores.database.read() as connection:
        (document,) = documents.listed(connection, documents.Wanted())
        found = documents.submissions_of(connection, document.id)
    places = {(submission.unit, submission.dossier, submission.component) for submission in found}
    assert places == {("H42.12", "H42.12-240115-0001", "02"), ("H42.13", "", "")}
    assert below(folder) == {"done/H42.12-240115-0001/02/a.png", "done/H42.13/a.png"}


def test_a_folder_that_is_no_code_refuses_its_files(folder: Path, intake: Intake, slip_file: Writer) -> None:
    """Those beside it are taken."""
    slip_file(folder / ("x" * 70) / "a.png")
    slip_file(folder / "b.png")
    assert look(folder, intake) == {f"{'x' * 70}/a.png": "bad_words", "b.png": "new"}


def test_after_a_crash_before_the_move_the_file_is_recognised(
    folder: Path, intake: Intake, stores: Stores, slip_file: Writer
) -> None:
    """Its receipt was given, its place was not left: the next look finds it held, and moves it."""
    path = slip_file(folder / "a.png")
    watched = WatchedFolder(folder, AT_ONCE)
    taken = next(iter(intake.take_all([])), None)
    assert taken is None
    (first,) = list(watched.take(watched.ready(), intake))
    (folder / DONE / "a.png").rename(path)  # as if it had never been moved
    assert look(folder, intake) == {"a.png": "held"}
    assert isinstance(first.answer, Receipt)
    with stores.database.read() as connection:
        (document,) = documents.listed(connection, documents.Wanted())
    assert document.id == first.answer.document_id


def test_a_file_written_anew_during_its_intake_is_not_moved(folder: Path, intake: Intake, slip: Image.Image) -> None:
    """What lies there now is not what the receipt is for: it is taken as a file of its own."""
    path = folder / "a.png"
    slip.save(path)
    watched = WatchedFolder(folder, AT_ONCE)
    ready = watched.ready()
    slip.rotate(180).save(path)
    list(watched.take(ready, intake))
    assert path.exists()
    list(watched.take(watched.ready(), intake))
    assert below(folder) == {"done/a.png"}


def test_the_command_watches_until_stopped(folder: Path, command: Command, slip_file: Writer) -> None:
    """A file that comes while it runs is taken, its receipt printed, its status that of a stop."""
    with command("watch", folder, "--every", "0.1", "--settle", "0.2", "--unit", "H42.12") as running:
        assert running.stdout is not None
        assert "scanner" in running.stdout.readline()
        slip_file(folder / "a.png")
        assert "a.png: nhận mới" in running.stdout.readline()
        running.terminate()
        _, told = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Traceback" not in told
    assert below(folder) == {"done/a.png"}


def test_the_command_takes_once(folder: Path, command: Command, slip_file: Writer) -> None:
    """What is there is taken; a refused file shows in the exit status."""
    slip_file(folder / "a.png")
    (folder / "b.txt").write_text("not a paper")
    with command("watch", folder, "--once", "--settle", "0.2") as running:
        shown, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (3, "")
    assert below(folder) == {"done/a.png", "refused/b.txt", "refused/b.txt.txt"}
    assert len(shown.splitlines()) == 2
