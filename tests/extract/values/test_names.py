"""Names, sexes, wording and lists."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.field import Kind, Value
from extract.values import name as names
from extract.values import parse, parse_listed
from samples.people import FAMILY, GIVEN, MIDDLE

NAMES = st.builds(
    lambda family, middle, given: f"{family} {middle} {given}",
    st.sampled_from(FAMILY),
    st.sampled_from([*MIDDLE["Nam"], *MIDDLE["Nữ"]]),
    st.sampled_from([*GIVEN["Nam"], *GIVEN["Nữ"]]),
)
FORMS = st.sampled_from(
    ["{}", "Ông {}", "Bà: {}", "Ông/Bà: {}", "Hộ ông {}", "(bà) {}", "......{}......", ": {},", "Ông (bà): {}"]
)


@given(NAMES, FORMS, st.sampled_from([str, str.upper]))
def test_a_name_is_read_without_what_is_around_it(name: str, form: str, case: Callable[[str], str]) -> None:
    """Titles and fillers go, the letters stay as they are, and names of the list are known."""
    parsed = parse("name", form.format(case(name)))
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (case(name), ("known",))


@given(NAMES, NAMES)
def test_several_names_are_joined(first: str, second: str) -> None:
    """Owners of a piece of land are told apart."""
    parsed = parse("name", f"Ông {first} và vợ là bà {second}")
    assert parsed is not None
    assert parsed.value == f"{first}; {second}"


@pytest.mark.parametrize(
    ("kind", "text", "value", "notes"),
    [
        ("name", "H’Nin Niê", "H'Nin Niê", ()),
        ("name", "Y-Bhăm Ayŭn", "Y-Bhăm Ayŭn", ()),
        ("name", "Ông Ích Khiêm", "Ông Ích Khiêm", ()),
        ("name", "Châu Văn Tuấn", "Châu Văn Tuấn", ("known",)),
        ("name", "Nguyên Văn Hùng", "Nguyên Văn Hùng", ()),
        ("name", "Nguyễn Văn 4nh", "Nguyễn Văn 4nh", ("doubtful",)),
        ("sex", "Nam", "Nam", ("known",)),
        ("sex", "NỮ", "Nữ", ("known",)),
        ("sex", "Nừ", "Nữ", ("repaired",)),
        ("sex", "Nu", "Nữ", ("repaired",)),
        ("sex", "Nữ Quốc tịch: Việt Nam", "Nữ", ("known",)),
        ("text", "..... Kinh ....", "Kinh", ()),
        ("text", "Về việc miễn nhiệm./.", "Về việc miễn nhiệm", ()),
        ("text", "CÔNG TY ABC CO., LTD.", "CÔNG TY ABC CO., LTD.", ()),
        ("text", "e\u0302\u0323", "ệ", ()),
    ],
)
def test_what_is_kept_and_what_is_said(kind: Kind, text: str, value: Value, notes: tuple[str, ...]) -> None:
    """Nothing of a name is put right; what is repaired elsewhere is told."""
    parsed = parse(kind, text)
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (value, notes)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("sex", "Nam / Nữ"),
        ("sex", "Việt Nam"),
        ("sex", ""),
        ("name", "..."),
        ("name", "123"),
        ("text", "_____"),
        ("text", ""),
    ],
)
def test_nothing_there(kind: Kind, text: str) -> None:
    """A form with both boxes tells no sex; fillers are no text."""
    assert parse(kind, text) is None


@pytest.mark.parametrize(
    ("text", "value", "notes"),
    [
        ("Kinh", "Kinh", ("known",)),
        ("Ê-đê", "Ê-đê", ("known",)),
        ("Kính", "Kinh", ("repaired",)),
        ("Mưởng", "Mường", ("repaired",)),
        ("Khơmer", "Khơmer", ()),
        ("Martian", "Martian", ()),
    ],
)
def test_an_ethnic_group(text: str, value: str, notes: tuple[str, ...]) -> None:
    """An entry of the list is known; one without its marks is repaired; anything else stays."""
    parsed = parse_listed("ethnic", text)
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (value, notes)


@pytest.mark.shared
@pytest.mark.checkout
def test_the_list_is_what_its_source_gives(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting the names again gives the same bytes."""
    from bench import make_names  # noqa: PLC0415 - stands beside the packages

    again = tmp_path / "names.txt"
    monkeypatch.setattr(make_names, "FILE", again)
    make_names.main(["--shared", str(shared)])
    assert again.read_bytes() == names.FILE.read_bytes()


@pytest.mark.parametrize(
    ("name", "misread"), [("Cao Thùy Chi", False), ("Cao Thùy Chỉ", True), ("John Smith", False), ("Đỉnh Văn Vũ", True)]
)
def test_a_name_that_other_marks_would_make_known_may_be_misread(name: str, misread: bool) -> None:  # noqa: FBT001 - a table
    """A listed name is none of these, nor is one whose letters no list has."""
    assert names.is_perhaps_misread(name) == misread
