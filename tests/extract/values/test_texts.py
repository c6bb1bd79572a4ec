"""Wording as it is printed."""

import pytest

from extract.values import parse


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Về việc rà soát thủ tục hành chính.", "Về việc rà soát thủ tục hành chính."),
        ("Về việc rà soát thủ tục hành chính", "Về việc rà soát thủ tục hành chính"),
        ("Về việc rà soát thủ tục hành chính ......", "Về việc rà soát thủ tục hành chính"),
        ("Về việc rà soát thủ tục hành chính...", "Về việc rà soát thủ tục hành chính"),
        ("Về việc rà soát thủ tục hành chính;", "Về việc rà soát thủ tục hành chính"),
        ("CÔNG TY ABC LTD.", "CÔNG TY ABC LTD."),
        (".....", None),
    ],
)
def test_a_full_stop_is_print_and_fillers_are_not(printed: str, value: str | None) -> None:
    """One dot behind a word stays; dots to write on and signs that end a part of a list go."""
    parsed = parse("text", printed)
    assert (parsed.value if parsed else None) == value
    again = parse("text", value) if value else None
    assert value is None or (again is not None and again.value == value)
