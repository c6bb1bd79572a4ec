"""What goes in, in which order, and under which names results are kept."""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.inputs import JSON_NAME, PDF_NAME, TEXT_NAME, files_of, publish, result_stem, shown_name


def _touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name)


def test_named_files_keep_their_order_and_folders_are_walked_by_name(tmp_path: Path) -> None:
    """Files come as they were named; those of a folder deep and by name."""
    _touch(*(tmp_path / name for name in ("z.pdf", "in/b.pdf", "in/a.pdf", "in/deep/c.pdf")))
    found = files_of([tmp_path / "z.pdf", tmp_path / "in"], tmp_path / "out")
    assert [str(path.relative_to(tmp_path)) for path in found] == ["z.pdf", "in/a.pdf", "in/b.pdf", "in/deep/c.pdf"]


def test_a_file_named_twice_is_digitised_once(tmp_path: Path) -> None:
    """By name and by folder is still one file."""
    _touch(tmp_path / "in/a.pdf")
    assert len(files_of([tmp_path / "in/a.pdf", tmp_path / "in"], tmp_path / "out")) == 1


def test_linked_folders_are_followed_once(tmp_path: Path) -> None:
    """What lies behind a link is digitised too; a link that leads back, or to the results, is not."""
    _touch(*(tmp_path / name for name in ("in/a.pdf", "elsewhere/b.pdf", "out/a.json")))
    for name, target in (("link", "elsewhere"), ("other", "elsewhere"), ("loop", "in"), ("results", "out")):
        (tmp_path / "in" / name).symlink_to(tmp_path / target)
    found = files_of([tmp_path / "in"], tmp_path / "out")
    assert [str(path.relative_to(tmp_path)) for path in found] == ["in/a.pdf", "in/link/b.pdf"]


def test_hidden_files_and_the_results_are_left_out(tmp_path: Path) -> None:
    """What a program keeps for itself, and what an earlier batch wrote, is no input."""
    _touch(*(tmp_path / name for name in ("a.pdf", ".b.pdf", ".c/d.pdf", "out/a.json", "out/a.searchable.pdf")))
    assert [path.name for path in files_of([tmp_path], tmp_path / "out")] == ["a.pdf"]


@pytest.mark.parametrize("name", ["absent.pdf", "n" * 300, "nul\0.pdf"])
def test_a_named_file_that_is_not_there_stays_in_the_list(tmp_path: Path, name: str) -> None:
    """It is told later, as its state, also where no file can have such a name."""
    assert files_of([tmp_path / name], tmp_path / "out") == (tmp_path / name,)


@pytest.mark.parametrize(
    ("name", "shown", "stem"),
    [
        (b"Quy\xe1\xba\xbft \xc4\x91\xe1\xbb\x8bnh.pdf", "Quyết định.pdf", "Quyết định"),
        (b"bad\xff.pdf", "bad\ufffd.pdf", "bad_"),
        (b"line\nbreak\x1b[31m.pdf", "line\ufffdbreak\ufffd[31m.pdf", "line_break_[31m"),
        ("a\u202efdp.exe".encode(), "a\ufffdfdp.exe", "a_fdp"),
    ],
)
def test_names_are_shown_without_what_acts_on_a_terminal(name: bytes, shown: str, stem: str) -> None:
    """Vietnamese stays; control characters, reversed reading and bytes that are no text do not."""
    path = Path(os.fsdecode(name))
    assert (shown_name(path), result_stem(path)) == (shown, stem)


def test_a_long_name_leaves_room_for_its_endings(tmp_path: Path) -> None:
    """Every result of the longest name that a file can have, and of the next one with that name, can be written."""
    stem = result_stem(Path("ế" * 83 + ".pdf"))
    for pattern in (JSON_NAME, TEXT_NAME, PDF_NAME):
        _touch(tmp_path / pattern.format(f"{stem}-99999"))
    assert stem == "ế" * (len(stem))


def _results(folder: Path, content: str) -> dict[str, Path]:
    made = {pattern: folder / f"result{index}" for index, pattern in enumerate((JSON_NAME, TEXT_NAME, PDF_NAME))}
    folder.mkdir(parents=True)
    for path in made.values():
        path.write_text(content)
    return made


def test_results_never_overwrite(tmp_path: Path) -> None:
    """Where one of the names is taken, all results of the file go under the next free stem."""
    out = tmp_path / "out"
    _touch(out / "a.txt")
    assert publish(_results(tmp_path / "work", "new"), out, "a") == ("a-2.txt", "a-2.searchable.pdf", "a-2.json")
    assert (out / "a.txt").read_text() == "a.txt"
    assert not (out / "a.json").exists()


def test_a_dangling_link_is_a_taken_name(tmp_path: Path) -> None:
    """Nothing is written through a link that somebody left."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.json").symlink_to(tmp_path / "elsewhere")
    assert "a-2.json" in publish(_results(tmp_path / "work", "new"), out, "a")


def test_two_writers_of_one_name_both_keep_all_their_results(tmp_path: Path) -> None:
    """At the same moment each gets a stem of its own, and no stem holds results of two."""
    out, writers = tmp_path / "out", 24
    out.mkdir()
    made = [_results(tmp_path / f"work{number}", str(number)) for number in range(writers)]
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda results: publish(results, out, "a"), made))
    assert len({name for published in names for name in published}) == 3 * writers == len(list(out.iterdir()))
    for number, published in enumerate(names):
        assert {(out / name).read_text() for name in published} == {str(number)}


def test_results_that_cannot_all_be_written_are_not_written_at_all(tmp_path: Path) -> None:
    """A missing piece takes the others back."""
    out = tmp_path / "out"
    out.mkdir()
    results = _results(tmp_path / "work", "new")
    results[JSON_NAME].unlink()
    with pytest.raises(OSError, match="result0"):
        publish(results, out, "a")
    assert list(out.iterdir()) == []


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder from which nothing can be linked into ``tmp_path``, as where hard links are missing."""
    shared_memory = Path("/dev/shm")  # noqa: S108 - a file system of its own on every Linux, and no secret
    if not os.access(shared_memory, os.W_OK) or shared_memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system to write to")
    with tempfile.TemporaryDirectory(dir=shared_memory) as folder:
        yield Path(folder)


def test_without_hard_links_results_are_copied(tmp_path: Path, other_disk: Path) -> None:
    """All results come whole and under a free stem, nothing hidden is left, and the sources stay."""
    out, results = tmp_path / "out", _results(other_disk / "work", "new")
    _touch(out / "a.txt")
    assert publish(results, out, "a") == ("a-2.txt", "a-2.searchable.pdf", "a-2.json")
    assert {path.name: path.read_text() for path in out.iterdir()} == {
        "a.txt": "a.txt",
        "a-2.txt": "new",
        "a-2.searchable.pdf": "new",
        "a-2.json": "new",
    }
    assert all(path.exists() for path in results.values())


def test_without_hard_links_writers_of_one_name_keep_all_their_results(tmp_path: Path, other_disk: Path) -> None:
    """A name that is taken in the middle costs no result: the next stem is tried with all of them."""
    out, writers = tmp_path / "out", 24
    out.mkdir()
    made = [_results(other_disk / f"work{number}", str(number)) for number in range(writers)]
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda results: publish(results, out, "a"), made))
    assert len({name for published in names for name in published}) == 3 * writers == len(list(out.iterdir()))
    for number, published in enumerate(names):
        assert {(out / name).read_text() for name in published} == {str(number)}
