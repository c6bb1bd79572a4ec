"""What people see of extracted fields at a terminal."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.fields_report import NotAResultError, show_fields, signature_line

SIGNATURE = {"signer": "Ủy ban nhân dân xã Mẫu", "signed_at": "2025-01-07T18:30:00+00:00", "intact": True}
LABEL = "SOHOA1|HS=A-1"


def result(**document: Any) -> dict[str, Any]:
    """Return the parts of a result that are shown."""
    told = {
        "pages": [2, 3], "type": "to_trinh", "certainty": 0.97, "expected_type": None, "dossier": None,
        "component": None, "fields": [], "codes": [], **document,
    }  # fmt: skip
    return {"file": {"name": "a.pdf", "signatures": [SIGNATURE]}, "documents": [told]}


def shown(folder: Path, capsys: pytest.CaptureFixture[str], told: dict[str, Any]) -> str:
    """Return what is printed of a result."""
    path = folder / "a.json"
    path.write_text(json.dumps(told), "utf-8")
    show_fields((path,))
    return capsys.readouterr().out


def test_the_heading_says_whose_paper_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Dossier and component of the sheet or label, whose raw code is not shown once more; others are."""
    text = shown(tmp_path, capsys, result(dossier="A-1", component="TP-2", codes=[LABEL, "https://example.vn/1"]))
    for words in ("Tờ trình", "A-1", "TP-2", "https://example.vn/1", "Ủy ban nhân dân xã Mẫu", "08/01/2025 01:30"):
        assert words in text
    assert LABEL not in text
    assert "Tờ phân cách" not in text


def test_a_type_that_differs_from_the_sheet_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both types stand in the heading."""
    text = shown(tmp_path, capsys, result(dossier="A-1", expected_type="giay_khai_sinh"))
    assert "giay_khai_sinh" in text
    assert "to_trinh" in text


def test_a_signature_that_does_not_hold_is_told() -> None:
    """Also one of which neither signer nor time could be read."""
    line = str(signature_line({"signer": "", "signed_at": None, "intact": False}))
    assert "?" in line
    assert "đã đổi" in line


def test_another_file_is_no_result(tmp_path: Path) -> None:
    """It is named in the error."""
    (tmp_path / "b.json").write_text("[]")
    with pytest.raises(NotAResultError, match=r"b\.json"):
        show_fields((tmp_path / "b.json",))
