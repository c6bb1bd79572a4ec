"""The commands that keep things, as a user types them."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.migration import migrate_back

Writer = Callable[[Path], Path]
Command = Callable[..., "subprocess.Popen[str]"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(command: Command) -> Run:
    """Return what runs a command to its end: exit status, what it shows, what it tells beside."""

    def run(*words: str | Path, **environment: str) -> tuple[int, str, str]:
        with command(*words, **environment) as running:
            shown, told = running.communicate(timeout=90)
        assert "Traceback" not in told
        return running.returncode, shown, told

    return run


@pytest.mark.usefixtures("settings")
def test_the_commands_go_together(tmp_path: Path, run: Run, slip_file: Writer) -> None:
    """Handed in, told in JSON, worked off, counted, read anew: each command does its part."""
    path = slip_file(tmp_path / "a.png")
    status, shown, _ = run("ingest", path, "--json", "--dossier", "H42.12-240115-0001", "--lane", "counter")
    receipt = json.loads(shown)
    assert (status, receipt["admitted"], receipt["pages"]) == (0, "new", 1)
    assert "1 đang chờ" in run("status")[1]
    assert run("work", "--jobs", "1", "--until-empty")[0] == 0
    assert "1 xong (done)" in run("status")[1]
    assert run("reprocess", receipt["id"])[0] == 0
    assert "1 đang chờ" in run("status")[1]
    assert "already held" in run("ingest", path)[1]


@pytest.mark.parametrize("settings", ["embedded"], indirect=True)
@pytest.mark.usefixtures("settings")
def test_wrong_words_have_their_status(tmp_path: Path, run: Run, slip_file: Writer) -> None:
    """Wrong usage is 2, what is refused or unknown 3; nothing is made of it."""
    path = slip_file(tmp_path / "a.png")
    assert run("ingest", path, "--dossier", "x" * 65)[0] == 2
    assert run("ingest", tmp_path / "absent.png")[0] == 3
    assert run("ingest", path, "--lane", "express")[0] == 2
    assert run("reprocess")[0] == 2
    assert run("reprocess", "0" * 32)[0] == 3
    assert run("watch", tmp_path / "absent")[0] == 2
    assert "0 tài liệu" in run("status")[1]


def test_wrong_settings_are_told_without_their_secrets(run: Run) -> None:
    """By the name of the setting; an address with a password is not repeated."""
    status, shown, told = run("status", SOHOA_ROWS="mysql://root:tuyet-mat@host/db")
    assert status == 2
    assert "SOHOA_ROWS" in told
    assert "tuyet-mat" not in shown + told


@pytest.mark.parametrize(
    ("variable", "address", "sentence"),
    [
        ("SOHOA_ROWS", "postgresql+psycopg://sohoa:tuyet-mat@127.0.0.1:1/sohoa", "Cơ sở dữ liệu không trả lời"),
        ("SOHOA_QUEUE", "redis://:tuyet-mat@127.0.0.1:1/0", "Hàng đợi (Redis) không trả lời"),
        ("SOHOA_CONTENTS", "s3://sohoa:tuyet-mat@127.0.0.1:1/sohoa?tls=no", "Không ghi được vào kho"),
    ],
)
def test_the_doctor_names_a_server_that_is_away(
    tmp_path: Path, run: Run, variable: str, address: str, sentence: str
) -> None:
    """Status 4, the sentence, no password."""
    status, shown, told = run("doctor", SOHOA_DATA=str(tmp_path), **{variable: address})
    assert status == 4
    assert sentence in shown
    assert "tuyet-mat" not in shown + told


@pytest.mark.parametrize("settings", ["production"], indirect=True)
@pytest.mark.usefixtures("settings")
def test_the_doctor_has_nothing_to_say_of_servers_that_are_fit(run: Run) -> None:
    """PostgreSQL, Redis and MinIO answer, and the store protects originals."""
    status, shown, _ = run("doctor")
    assert status == 0
    assert [
        line[0] for line in shown.splitlines() if any(word in line for word in ("s3://", "redis", "postgresql"))
    ] == ["✓"] * 3


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("settings", ["production"], indirect=True)
def test_old_tables_are_told_and_brought_up_to_date(run: Run, postgres_url: str) -> None:
    """A command that would need them says what to run."""
    migrate_back(postgres_url, "base")
    status, _, told = run("status")
    assert (status, "sohoa migrate" in told) == (4, True)
    assert run("migrate")[0] == 0
    assert run("status")[0] == 0


@pytest.mark.parametrize("settings", ["embedded"], indirect=True)
@pytest.mark.usefixtures("settings")
def test_the_caps_of_the_settings_act(tmp_path: Path, run: Run, slips_file: Callable[[Path, int], Path]) -> None:
    """A file over any of them is refused with its code."""
    large = tmp_path / "large.png"
    large.write_bytes(b"\x89PNG\r\n\x1a\n".ljust((1 << 20) + 1, b"\0"))
    pages = slips_file(tmp_path / "pages.tif", 3)
    status, shown, _ = run("ingest", large, pages, SOHOA_MAX_MB="1", SOHOA_MAX_PAGES="2")
    assert status == 3
    assert [line.rpartition("[")[2].strip("]") for line in shown.splitlines()[:2]] == ["too_large", "too_many_pages"]


@pytest.mark.parametrize("settings", ["embedded"], indirect=True)
@pytest.mark.usefixtures("settings")
def test_what_is_kept_is_proven_mended_swept_and_exported(tmp_path: Path, run: Run, slip_file: Writer) -> None:
    """A flipped byte is found, told and mended from the replica; a bag holds the dossier; orphans of today stay."""
    assert run("ingest", slip_file(tmp_path / "a.png"), "--dossier", "H42.12-240115-0001")[0] == 0
    contents = next(tmp_path.glob("**/contents"))
    shutil.copytree(contents, tmp_path / "replica")
    (original,) = (path for path in (contents / "originals").rglob("*") if path.is_file() and "until" not in path.name)
    whole = original.read_bytes()
    original.chmod(0o644)
    original.write_bytes(b"X" + whole[1:])
    status, shown, _ = run("fixity")
    assert (status, "bị hỏng" in shown, "đang hỏng (failing) 1" in shown) == (3, True, True)
    assert run("fixity", "--report")[0] == 3
    assert run("export", "H42.12-240115-0001", "--out", tmp_path / "bag")[0] == 4
    assert not (tmp_path / "bag").exists()
    status, shown, _ = run("fixity", SOHOA_REPLICA=f"folder://{tmp_path}/replica")
    assert (status, "đã sửa" in shown, original.read_bytes()) == (0, True, whole)
    assert "removed) 0" in run("sweep")[1]
    assert run("export", "H42.12-240115-0001", "--out", tmp_path / "bag")[0] == 0
    assert (tmp_path / "bag" / "manifest-sha256.txt").read_text().count("original.png") == 1
    assert run("export", "H42.12-240115-0001", "--out", tmp_path / "bag")[0] == 2
    assert run("export", "X-1", "--out", tmp_path / "other")[0] == 3
