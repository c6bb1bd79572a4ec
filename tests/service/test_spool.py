"""The spool on a disk that fills up."""

import resource
import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import resource, sys
from pathlib import Path
from service.spool import spool
from storage.errors import StoreFullError

source, folder = map(Path, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    spool(lambda: source.open("rb"), folder, 1 << 30)
except StoreFullError:
    print("full", len(list(folder.iterdir())))
"""


def test_a_disk_with_room_for_a_part_is_full(tmp_path: Path) -> None:
    """The system writes the part and says nothing; the file must not pass for another one."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    source, folder = tmp_path / "source", tmp_path / "spool"
    source.write_bytes(bytes(300_000))
    folder.mkdir()
    command = [sys.executable, "-c", _PROGRAM, str(source), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["full", "0"]
