"""``sohoa show``: what was extracted, as a person reads it at a terminal."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from extract.document import Extraction
from extract.field import Field, FieldProblem
from ingest.geometry import Box
from service.document_record import document_record
from service.fields_report import PROBLEMS, NotAResultError, show_fields

Command = Callable[..., "subprocess.Popen[str]"]
BOX = Box(1.0, 2.0, 3.0, 4.0)
PAPER = Extraction(
    pages=(2, 3),
    document_type="xac_nhan_cu_tru",
    certainty=0.87,
    fields=(
        Field("ho_ten", "NGUYỄN THỊ MẪU", "NGUYỄN THỊ MẪU", 2, BOX, 0.974),
        Field("so_dinh_danh", "001190000017", "001190000017", 2, None, 0.999, origin="qr"),
        Field("gioi_tinh", "Nam", "Nam", 2, BOX, 0.3, "check_failed"),
        Field("ngay_sinh", "1990-03-05", "05/3/1990", 2, BOX, 0.8, "handwritten"),
        Field("quan_he", "Con [bold]", "Con [bold]", 3, BOX, 0.7, "low_confidence"),
        Field("chu_ho", "NGUYỄN VĂN VÍ", "NGUYỄN VĂN VÍ", 3, BOX, 0.7, "conflict"),
        Field("ngay_cap", None, "", None, None, 0.0, "missing"),
    ),
    missing=("ngay_cap",),
    reuse_key=None,
    codes=("X" * 200,),
)


def result(folder: Path, *documents: Extraction, **changes: Any) -> Path:
    """Write what ``show`` reads of a result."""
    path = folder / "ho-so.json"
    told = {"file": {"name": "hồ sơ 1.pdf"}, "documents": [document_record(one) | changes for one in documents]}
    path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return path


def ended(started: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Return exit status, output and errors of a command."""
    output, errors = started.communicate(timeout=60)
    return started.returncode, output, errors


def test_every_field_has_its_row(tmp_path: Path, command: Command) -> None:
    """Type, file and pages above; what people call the field, its value, page, certainty, and what to know of it."""
    status, output, errors = ended(command("show", result(tmp_path, PAPER)))
    assert (status, errors) == (0, "")
    heading = next(line for line in output.splitlines() if "hồ sơ 1.pdf" in line)
    assert all(part in heading for part in ("cư trú", "xac_nhan_cu_tru", "2–3", "87 %"))
    shown = [(field.name, str(field.value or "bắt buộc")) for field in PAPER.fields]
    rows = {name: next(line for line in output.splitlines() if value in line) for name, value in shown}
    assert "97 %" in rows["ho_ten"]
    assert "mã QR" in rows["so_dinh_danh"]
    assert "viết tay, hãy xem ảnh" in rows["ngay_sinh"]
    assert "không khớp với mục khác" in rows["gioi_tinh"]
    assert "đọc chưa chắc" in rows["quan_he"]
    assert "hai nguồn nói khác nhau" in rows["chu_ho"]
    assert "bắt buộc mà không thấy" in rows["ngay_cap"]
    assert "%" not in rows["ngay_cap"]


def test_brackets_in_a_value_are_letters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a paper says is never taken for markup; a long code is cut short."""
    show_fields((result(tmp_path, PAPER),))
    output = capsys.readouterr().out
    assert "Con [bold]" in output
    assert sum(map(len, re.findall("XX+", output))) == 60
    assert "X…" in output


def test_a_paper_of_a_type_that_is_not_known_here_is_shown_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A result of a later version: codes stand in place of names."""
    show_fields((result(tmp_path, PAPER, type="giay_moi_nghi_ra"),))
    output = capsys.readouterr().out
    assert "giay_moi_nghi_ra" in output
    assert "so_dinh_danh" in output


def test_a_file_without_documents_shows_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A refused file has a result too."""
    show_fields((result(tmp_path),))
    assert capsys.readouterr().out == ""


def test_every_problem_has_its_words() -> None:
    """Vietnamese first, English beside."""
    assert set(PROBLEMS) == set(get_args(FieldProblem))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n\xff\xfe",
        b"",
        b"[]",
        b"{}",
        b'"documents"',
        b'{"file": {}, "documents": [{}]}',
        b'{"file": {"name": "a"}, "documents": [{"type": "khac", "pages": [], "certainty": 1}]}',
        b'{"file": {"name": "a"}, "documents": null}',
    ],
)
def test_a_file_that_is_no_result_is_told_by_name(tmp_path: Path, content: bytes) -> None:
    """Whatever stands in it: never a traceback."""
    path = tmp_path / "lạ.json"
    path.write_bytes(content)
    with pytest.raises(NotAResultError, match=r"lạ\.json"):
        show_fields((path,))


def test_the_command_says_so_in_a_sentence(tmp_path: Path, command: Command) -> None:
    """Exit status 2, Vietnamese first; what came before it was shown."""
    wrong = tmp_path / "scan.json"
    wrong.write_bytes(b"no result")
    status, output, errors = ended(command("show", result(tmp_path, PAPER), wrong))
    assert status == 2
    assert "NGUYỄN THỊ MẪU" in output
    assert "scan.json: không phải tệp kết quả" in errors
    assert "| not a result file" in errors
    assert "Traceback" not in errors


def test_a_file_that_is_not_there_is_told(tmp_path: Path, command: Command) -> None:
    """Not a traceback."""
    status, _, errors = ended(command("show", tmp_path / "none.json"))
    assert status not in {0, 1}
    assert "none.json" in errors
    assert "Traceback" not in errors
