"""The page of all types: made from the rules, and holding what somebody needs who adds one."""

import re
from pathlib import Path

import pytest

from extract.checks import RULES
from extract.describe import CHECKS, described, introduction
from extract.rule_files import document_types, parse_types
from extract.rules import DocumentType, FieldRule, Identity, Section, Validity

COMMON: dict[str, dict[str, str]] = {"chung_thuc": {}}


@pytest.mark.checkout
def test_the_page_is_as_the_rules_are() -> None:
    """``./sohoa bench types --write`` was run after the last change."""
    page = Path(__file__).parents[2] / "docs" / "document-types.md"
    assert page.read_text("utf-8") == described(document_types().values(), introduction())


def test_every_key_is_explained() -> None:
    """A key that the files may have and the page does not tell is a key that nobody uses."""
    keys = {key for kind in (DocumentType, FieldRule, Section, Validity, Identity) for key in kind.__slots__}
    assert {key for key in (*keys, "groups") if f"`{key}`" not in introduction()} == set()


def test_every_check_has_its_words() -> None:
    """And no words are left of a check that is gone."""
    assert set(CHECKS) == set(RULES)


def test_every_type_and_field_has_its_place() -> None:
    """A section for each type, a row for each field; the contents lead to them all."""
    page = described(document_types().values(), introduction())
    for kind in document_types().values():
        assert page.count(f"](#{kind.code})") == page.count(f'<a id="{kind.code}"></a>') == 1
        section = page.partition(f'<a id="{kind.code}"></a>')[2].partition("\n## ")[0]
        everywhere = page.partition("## Fields of every type")[2].partition("\n## ")[0]
        assert all(f"| `{rule.name}` |" in section + everywhere for rule in kind.fields)


def test_the_example_is_a_type() -> None:
    """What the page shows can be copied: it is read without complaint."""
    example = re.search(r"```toml\n(.*?)```", introduction(), re.DOTALL)
    assert example is not None
    (kind,) = parse_types(example[1], "example", COMMON)
    assert [rule.name for rule in kind.fields if rule.required] == ["so", "ho_ten", "ngay_sinh"]
    assert len(example[1].splitlines()) <= 22


def test_a_table_survives_what_a_rule_says() -> None:
    """A bar in a pattern would end a cell."""
    text = (
        '[[type]]\ncode = "a"\nname = "A"\nfamily = "F"\nsource = "S"\n'
        'fields = [{ name = "b", kind = "text", pattern = "x|y" }]\n'
    )
    page = described(parse_types(text, "here", COMMON), "About")
    assert page.startswith("About\n\n## ")
    assert "| pattern `x\\|y` |" in page
