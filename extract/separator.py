"""Separator sheets: a page with a code that says which dossier the papers behind it belong to."""

from ocr.page_text import PageText


def separator_of(page: PageText) -> str | None:
    """Return what the separator sheet says; None for any other page."""
    return next((code.text for code in page.codes if code.text.startswith("SOHOA1|")), None)
