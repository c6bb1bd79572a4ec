"""The launcher `./sohoa`, run for real on a small project of its own: real venv, real pip, no network."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = [pytest.mark.checkout, pytest.mark.skipif(sys.platform != "linux", reason="the launcher is for Linux")]

CHECKOUT = Path(__file__).resolve().parent.parent

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "little"
version = "1"
"""

# The smallest build backend: a wheel whose only contents are a program `sohoa` that tells how it was called.
BACKEND = """
import pathlib, zipfile

FILES = {
    "little.py": "import os, sys\\n"
    "def main():\\n"
    "    print(os.getcwd(), os.environ['OMP_THREAD_LIMIT'], *sys.argv[1:])\\n"
    "    sys.exit(7)\\n",
    "little-1.dist-info/METADATA": "Metadata-Version: 2.1\\nName: little\\nVersion: 1\\n",
    "little-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nGenerator: none\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "little-1.dist-info/entry_points.txt": "[console_scripts]\\nsohoa = little:main\\n",
    "little-1.dist-info/RECORD": "",
}

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "little-1-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        for path, text in FILES.items():
            wheel.writestr(path, text)
    return name
"""

Calls = tuple[Path, list[tuple[int, str, str]]]
"""A project, and of each call its exit status, output and messages."""

ENOUGH = ("sh", "dirname", "readlink", "cat", "cksum", "head", "id", "ls", "mktemp", "mkdir", "mv", "rm", "sed", "tail")


def _make_project(folder: Path) -> Path:
    """Write a checkout that needs no third party, with this launcher in it."""
    (folder / "requirements").mkdir(parents=True)
    (folder / "requirements" / "run.txt").write_text("# nothing\n", encoding="utf-8")
    (folder / "requirements" / "go.txt").write_text("# nothing\n", encoding="utf-8")
    (folder / "requirements" / "dev.txt").write_text("# nothing\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (folder / "backend.py").write_text(BACKEND, encoding="utf-8")
    shutil.copy2(CHECKOUT / "sohoa", folder / "sohoa")
    return folder


def _write_command(file: Path, body: str) -> None:
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)


@dataclass(frozen=True, slots=True)
class Building:
    """A project with a server to be built, its cache folder, and a folder of commands that come before all others."""

    project: Path
    cache: Path
    commands: Path

    def add_go(self, version: str, install: str = 'mkdir -p "$GOBIN" && cp "$0" "$GOBIN/little"') -> None:
        """Add a compiler that writes down what it is asked to install, and then does as told."""
        asked = f"printf '%s\\n' \"$CGO_ENABLED $*\" >>'{self.commands}/asked'"
        _write_command(self.commands / "go", f'[ "$1" = install ] || {{ echo {version}; exit; }}\n{asked}\n{install}')

    def call(self, **changes: str) -> subprocess.CompletedProcess[str]:
        """Measure, which asks for servers."""
        path = f"{self.commands}:{os.environ['PATH']}"
        return _call(self.project, "bench", PATH=path, XDG_CACHE_HOME=str(self.cache), **changes)

    def asked(self) -> list[str]:
        """Return what the compiler was asked to install."""
        file = self.commands / "asked"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    def kept(self) -> set[str]:
        """Return what lies in the cache folder."""
        folder = self.cache / "sohoa" / "servers"
        return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def _bare_path(folder: Path) -> str:
    """Return a PATH with the everyday commands only: no apt-get, no sudo, no Tesseract."""
    folder.mkdir()
    for name in ENOUGH:
        where = shutil.which(name)
        assert where is not None
        (folder / name).symlink_to(where)
    return str(folder)


def _environment(**changes: str) -> dict[str, str]:
    """Return this environment with the changes, and without what would hide the launcher's own doing."""
    kept = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "OMP_THREAD_LIMIT"}}
    return kept | changes


def _call(project: Path, *words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [project / "sohoa", *words],
        capture_output=True,
        text=True,
        check=False,
        env=_environment(**changes),
        timeout=120,
    )


@pytest.fixture(scope="module")
def first_calls(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    """Return a project whose first two calls came at the same moment, and what they said."""
    project = _make_project(tmp_path_factory.mktemp("first") / "hồ sơ")
    started = [
        subprocess.Popen(
            [project / "sohoa", "read", "a b", "*"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=_environment(),
        )
        for _ in range(2)
    ]
    said = [(*process.communicate(timeout=240), process.returncode) for process in started]
    return project, [(status, out, err) for out, err, status in said]


def test_a_first_call_prepares_and_then_runs_the_program(
    first_calls: Calls,
) -> None:
    """The words, the working folder and the exit status pass through untouched, and Tesseract is held to one thread."""
    _, said = first_calls
    assert [(status, out) for status, out, _ in said] == [(7, f"{Path.cwd()} 1 read a b *\n")] * 2


def test_two_first_calls_at_once_prepare_only_once(first_calls: Calls) -> None:
    """The second call waits for the first and uses what it made."""
    _, said = first_calls
    assert sum("preparing the Python" in err for _, _, err in said) == 1


def test_a_later_call_is_silent_and_starts_at_once(first_calls: Calls) -> None:
    """On a prepared machine the launcher says nothing and takes less than a second, Python's own start included."""
    project, _ = first_calls
    started = time.monotonic()
    done = _call(project)
    assert (done.returncode, done.stderr) == (7, "")
    assert time.monotonic() - started < 1.0


def test_it_is_found_through_a_link(first_calls: Calls, tmp_path: Path) -> None:
    """A link on the PATH leads to the same program."""
    project, _ = first_calls
    (tmp_path / "sohoa").symlink_to(project / "sohoa")
    assert _call(tmp_path, "x").stdout == f"{Path.cwd()} 1 x\n"


def test_other_requirements_are_installed_before_the_next_run(
    first_calls: Calls,
) -> None:
    """A changed pin takes effect by itself; the call after it is silent again."""
    project, _ = first_calls
    (project / "requirements" / "run.txt").write_text("# still nothing\n", encoding="utf-8")
    assert "preparing the Python" in _call(project).stderr
    assert _call(project).stderr == ""


def test_a_failed_installation_says_why(first_calls: Calls) -> None:
    """Exit status 4, the reason and the place of the log."""
    project, _ = first_calls
    run = project / "requirements" / "run.txt"
    run.write_text("no-such-thing @ file:///nowhere/no_such_thing-1-py3-none-any.whl\n", encoding="utf-8")
    failed = _call(project)
    run.write_text("# nothing\n", encoding="utf-8")
    log = Path(failed.stderr.rstrip().rsplit(": ", 1)[1])
    assert (failed.returncode, failed.stdout) == (4, "")
    assert "no_such_thing" in failed.stderr
    assert "no_such_thing" in log.read_text(encoding="utf-8")
    log.unlink()


def test_an_interrupted_preparation_is_repaired(first_calls: Calls, tmp_path: Path) -> None:
    """What a killed call left behind is thrown away; a shim that has Python's name but no Python is passed over."""
    project, _ = first_calls
    (project / ".venv" / ".sohoa-run").unlink(missing_ok=True)
    (project / ".venv" / "bin" / "python").unlink()
    (project / ".venv" / "half a file").touch()
    (tmp_path / "python3.13").write_text("#!/bin/sh\necho 'no such version' >&2\nexit 127\n", encoding="utf-8")
    (tmp_path / "python3.13").chmod(0o755)
    assert _call(project, PATH=f"{tmp_path}:{os.environ['PATH']}").returncode == 7
    assert not (project / ".venv" / "half a file").exists()


def test_an_environment_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    """A `.venv` that the launcher did not make is neither used nor removed, and no empty log is left behind."""
    project = _make_project(tmp_path / "project")
    (project / ".venv").mkdir()
    (project / ".venv" / "mine").touch()
    done = _call(project, TMPDIR=str(tmp_path))
    assert done.returncode == 4
    assert str(project / ".venv") in done.stderr
    assert list(tmp_path.glob("sohoa-setup*")) == []
    assert (project / ".venv" / "mine").exists()


def test_what_is_missing_is_named_where_it_cannot_be_installed(tmp_path: Path) -> None:
    """Without Tesseract and without a way to install it, the exit status is 4 and the sentence names the package."""
    project = _make_project(tmp_path / "project")
    done = _call(project, "digitise", PATH=_bare_path(tmp_path / "bin"))
    assert (done.returncode, done.stdout) == (4, "")
    assert "tesseract-ocr" in done.stderr.splitlines()[-1].split()
    assert not (project / ".venv").exists()


@pytest.fixture
def building(first_calls: Calls, tmp_path: Path) -> Iterator[Building]:
    """Return the project with one server to be built, an empty cache folder, and commands before all others."""
    project, _ = first_calls
    (project / "testbed").mkdir(exist_ok=True)
    (project / "testbed" / "go_programs.txt").write_text("little example.org/little v1.2.3\n", encoding="utf-8")
    (project / "bench.py").write_text("print('measured')\n", encoding="utf-8")
    commands = tmp_path / "bin"
    commands.mkdir()
    for name in ("apt-get", "sudo"):  # whatever else this machine may lack is not to be installed by a test
        _write_command(commands / name, "exit 100")
    yield Building(project, tmp_path / "cache", commands)
    shutil.rmtree(project / "testbed")


def test_a_missing_server_is_built_once_and_kept_outside_the_checkout(building: Building) -> None:
    """The program lies in the cache folder under its version; nothing else is left, and later calls are silent."""
    building.add_go("go1.26.1")
    first, second = building.call(), building.call()
    assert "building" in first.stderr
    assert (first.stdout, second.stdout, second.stderr) == ("measured\n", "measured\n", "")
    assert building.kept() == {"lock", "little", "little/v1.2.3", "little/v1.2.3/little"}
    assert building.asked() == ["0 install -trimpath -ldflags -s -w example.org/little@v1.2.3"]


def test_a_server_on_the_path_is_taken_as_it_is(building: Building) -> None:
    """Nothing is built then."""
    _write_command(building.commands / "little", "exit 0")
    done = building.call()
    assert (done.stdout, done.stderr, building.kept()) == ("measured\n", "", set())


@pytest.mark.parametrize("name", ["minio", "versitygw"])
def test_a_server_named_by_a_variable_is_taken_as_it_is(building: Building, name: str) -> None:
    """Nothing is built then."""
    lines = building.project / "testbed" / "go_programs.txt"
    lines.write_text(f"{name} example.org/{name} v1\n", encoding="utf-8")
    done = building.call(**{f"SOHOA_{name.upper()}": "/mine"})
    assert (done.stdout, done.stderr, building.kept()) == ("measured\n", "", set())


def test_a_server_that_cannot_be_built_stops_nothing_else(building: Building) -> None:
    """The reason and the server's name are told, what was asked for is done, and the next call tries again."""
    building.add_go("go1.26.1", "echo 'no route to little' >&2; exit 1")
    failed = building.call()
    assert (failed.returncode, failed.stdout) == (0, "measured\n")
    assert "no route to little" in failed.stderr
    assert "little example.org/little v1.2.3" in failed.stderr
    Path(failed.stderr.rstrip().rsplit(": ", 1)[1]).unlink()
    building.add_go("go1.26.1")
    assert "building" in building.call().stderr
    assert "little/v1.2.3/little" in building.kept()


def test_an_old_compiler_is_passed_over(building: Building) -> None:
    """A Go below 1.25 builds nothing: the gateway needs that version."""
    building.add_go("go1.24.13")
    failed = building.call(GOPROXY="off", PIP_NO_INDEX="1")
    assert building.asked() == []
    assert "not all servers" in failed.stderr
    Path(failed.stderr.rstrip().rsplit(": ", 1)[1]).unlink()


def test_nothing_names_a_place_to_download_from() -> None:
    """Where packages come from is the machine's business: the launcher and the requirements hold no address."""
    files = (CHECKOUT / "sohoa", *sorted((CHECKOUT / "requirements").iterdir()))
    assert len(files) >= 3
    for file in files:
        assert "://" not in file.read_text(encoding="utf-8"), file.name


def test_every_requirement_is_pinned_with_a_hash() -> None:
    """Each requirement names one version and at least one SHA-256; PyMuPDF stays below 2."""
    for name in ("run.txt", "dev.txt", "go.txt"):
        entries = (CHECKOUT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        assert entries
        assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "pymupdf==1." in (CHECKOUT / "requirements" / "run.txt").read_text(encoding="utf-8")
