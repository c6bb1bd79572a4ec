"""``sohoa search``: what its options ask for, and what it shows."""

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from service.commands import search as command
from service.commands.exit_status import DONE, USAGE
from service.search_report import show_found
from storage.database import Database
from storage.migration import migrate
from storage.results import WholeResult
from storage.search import search
from storage.search_request import FieldCondition, Query
from testbed.keeping import Keeping, page


@pytest.fixture
def parser() -> argparse.ArgumentParser:
    """Return a parser with the options of the command."""
    made = argparse.ArgumentParser()
    command.add(made)
    return made


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Return the database of an installation in a folder of this test's own."""
    monkeypatch.setenv("SOHOA_DATA", str(tmp_path))
    monkeypatch.setenv("SOHOA_SETTINGS", str(tmp_path / "none.toml"))
    url = f"sqlite:///{tmp_path / 'sohoa.sqlite'}"
    migrate(url)
    opened = Database(url)
    keeping = Keeping(opened)
    keeping.admit("a")
    keeping.write_whole(keeping.claimed(), WholeResult("done", None, (page(1),), texts={1: "Giấy khai sinh số 45"}))
    yield opened
    opened.close()


def test_options_ask_for_what_they_say(parser: argparse.ArgumentParser) -> None:
    """Words stay as typed; days are whole days of Vietnam; issue dates are sought in the fields that tell them."""
    words = ["giấy", '"khai sinh"', "--field", "so = 45/2020", "--type", "quyet_dinh", "--unit", "a", "--unit", "b"]
    days = ["--from", "12/03/2024", "--to", "2024-03-12", "--issued-from", "01/01/2020", "--dossier", "H1"]
    query = command.query_of(parser.parse_args(words + days))
    assert query.words == 'giấy "khai sinh"'
    assert query.fields == (FieldCondition("so", " 45/2020"),)
    assert (query.types, query.units, query.dossier) == (("quyet_dinh",), ("a", "b"), "H1")
    assert query.received_since == datetime(2024, 3, 11, 17, tzinfo=UTC)
    assert query.received_before == datetime(2024, 3, 12, 17, tzinfo=UTC)
    (issued,) = query.days
    assert {"ngay_ban_hanh", "ngay_cap", "ngay_dang_ky"} <= set(issued.fields)
    assert (issued.since, issued.until) == (date(2020, 1, 1), None)
    assert command.query_of(parser.parse_args([])) == Query()


@pytest.mark.parametrize("wrong", [["--from", "31/02/2024"], ["--limit", "0"]])
def test_a_wrong_day_or_number_is_wrong_usage(parser: argparse.ArgumentParser, wrong: list[str]) -> None:
    """What cannot be meant stops before anything is searched."""
    with pytest.raises(SystemExit) as stopped:
        parser.parse_args(wrong)
    assert stopped.value.code == USAGE


def test_an_unknown_type_is_wrong_usage(parser: argparse.ArgumentParser, capsys: pytest.CaptureFixture[str]) -> None:
    """A type that is none is told with those that there are; so is a field without a value."""
    for wrong in (["--type", "tho"], ["--field", "so"]):
        assert command.run(parser.parse_args(wrong)) == USAGE
    told = capsys.readouterr().err
    assert "giay_khai_sinh" in told
    assert "--field so" in told


def test_the_command_shows_what_it_finds(
    parser: argparse.ArgumentParser, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """Name, page and passage of a hit, and that it was found without marks; nothing found is said."""
    with database.read() as connection:
        (hit,) = search(connection, Query("khai sinh")).hits
    assert command.run(parser.parse_args(["khai", "sinh"])) == DONE
    shown = capsys.readouterr().out
    for told in (hit.name, hit.document_id, "Giấy khai sinh số 45", "1 / 1 tài liệu"):
        assert told in shown
    assert "không dấu" not in shown
    command.run(parser.parse_args(["khai sinh giay"]))
    assert "không dấu" in capsys.readouterr().out
    command.run(parser.parse_args(["không có"]))
    assert "Không tìm thấy" in capsys.readouterr().out
    command.run(parser.parse_args(["--dossier", "không có"]))
    assert "Không tìm thấy" in capsys.readouterr().out


def test_a_portion_says_how_to_go_on(
    parser: argparse.ArgumentParser, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """The cursor that is shown continues the list; a stranger's one is told in a sentence."""
    Keeping(database).admit("b")
    command.run(parser.parse_args(["--limit", "1"]))
    cursor = capsys.readouterr().out.split("--cursor ")[1].split()[0]
    assert command.run(parser.parse_args(["--limit", "1", "--cursor", cursor])) == DONE
    assert "--cursor" not in capsys.readouterr().out
    assert command.run(parser.parse_args(["khai", "--cursor", cursor])) != DONE
    assert "Không xem tiếp được" in capsys.readouterr().err
    with database.read() as connection:
        show_found(search(connection, Query(" ".join(f"x{number}" for number in range(99)))))
    assert "64" in capsys.readouterr().out
