"""What is told about a file before it is read."""

import hashlib
import io
from contextlib import closing, suppress
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image

from ingest.errors import (
    DamagedFileError,
    EmptyFileError,
    IngestError,
    PageDamagedError,
    PasswordRequiredError,
    TooLargeError,
    TooManyPagesError,
    TooManyPixelsError,
)
from ingest.file_info import inspect
from ingest.formats import Format
from ingest.options import IngestOptions
from ingest.source import open_source
from ingest.translation import translated

OPTIONS = IngestOptions()


def pdf_file(path: Path, pages: int = 1, **save: object) -> Path:
    """Write a PDF of blank pages."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(path, **save)  # type: ignore[arg-type]
    return path


def test_the_facts_of_a_plain_pdf(tmp_path: Path) -> None:
    """Hash, size, pages, and no to everything else."""
    path = pdf_file(tmp_path / "plain", 3)
    info = inspect(path, OPTIONS)
    assert info.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert info.size == path.stat().st_size
    assert (info.format, info.page_count) == (Format.PDF, 3)
    assert (info.signed, info.encrypted, info.repaired) == (False, False, False)


def test_encryption_with_an_empty_password_opens(tmp_path: Path) -> None:
    """Anybody may read it, so it is taken in; a real password is asked for."""
    free = pdf_file(tmp_path / "free", encryption=pikepdf.Encryption(owner="boss", user=""))
    locked = pdf_file(tmp_path / "locked", encryption=pikepdf.Encryption(owner="boss", user="secret"))
    assert inspect(free, OPTIONS).encrypted
    with pytest.raises(PasswordRequiredError):
        inspect(locked, OPTIONS)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("filled", True), ("empty", False), ("inherited", True), ("certified", True), ("text", False), ("widget", True)],
)
def test_only_a_filled_signature_counts(tmp_path: Path, kind: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """The flags alone, an empty field or the value of a text field are no signature; kids inherit type and value."""
    path = tmp_path / "form.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        value = pdf.make_indirect(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=b"\0" * 8))
        field = Dictionary(T="Signature1", FT=Name.Tx if kind == "text" else Name.Sig)
        if kind in {"filled", "text", "widget"}:
            field.V = value
        if kind == "inherited":
            kid = pdf.make_indirect(Dictionary(V=value))
            field.Kids = Array([kid])
            kid.Parent = pdf.make_indirect(field)
        if kind == "widget":
            pdf.pages[0].Annots = Array([pdf.make_indirect(field)])
        else:
            pdf.Root.AcroForm = Dictionary(SigFlags=3, Fields=Array([pdf.make_indirect(field)]))
        if kind == "certified":
            pdf.Root.Perms = Dictionary(DocMDP=value)
        pdf.save(path)
    assert inspect(path, OPTIONS).signed is expected


def test_a_field_that_is_its_own_kid_ends(tmp_path: Path) -> None:
    """Loops in the form are cut."""
    path = tmp_path / "loop.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        field = pdf.make_indirect(Dictionary(T="a", FT=Name.Sig))
        field.Kids = Array([field, field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        pdf.save(path)
    assert not inspect(path, OPTIONS).signed


def test_a_pdf_cut_at_its_end_is_repaired(tmp_path: Path) -> None:
    """It is taken in, and said to be so."""
    whole = pdf_file(tmp_path / "whole", 2).read_bytes()
    (tmp_path / "cut").write_bytes(whole[: whole.rindex(b"xref") - 4])
    info = inspect(tmp_path / "cut", OPTIONS)
    assert info.repaired
    assert info.page_count == 2


def test_caps_and_empty_files(tmp_path: Path) -> None:
    """Each cap has its own error."""
    path = pdf_file(tmp_path / "plain", 3)
    with pytest.raises(TooLargeError):
        inspect(path, IngestOptions(max_bytes=100))
    with pytest.raises(TooManyPagesError):
        inspect(path, IngestOptions(max_pages=2))
    (tmp_path / "empty").touch()
    with pytest.raises(EmptyFileError):
        inspect(tmp_path / "empty", OPTIONS)


def test_a_pdf_without_pages_is_damaged(tmp_path: Path) -> None:
    """There is nothing to read."""
    with pytest.raises(DamagedFileError):
        inspect(pdf_file(tmp_path / "none", 0), OPTIONS)


def _samples() -> dict[str, bytes]:
    """Return a small file of each kind."""
    found = {}
    for kind in ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "PDF"):
        buffer = io.BytesIO()
        Image.linear_gradient("L").resize((60, 80)).save(buffer, kind)
        found[kind] = buffer.getvalue()
    return found


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(sorted(_samples())), share=st.floats(0, 1), spot=st.floats(0, 1), junk=st.binary(max_size=6)
)
def test_cut_and_spoiled_files_raise_nothing_foreign(
    tmp_path: Path, kind: str, share: float, spot: float, junk: bytes
) -> None:
    """Whatever happens to the bytes, a page is read or an error of this room says why not."""
    data = bytearray(_samples()[kind])
    at = int(spot * len(data))
    data[at : at + len(junk)] = junk
    path = tmp_path / "spoiled"
    path.write_bytes(data[: max(1, int(share * len(data)))] if share < 0.9 else data)
    options = IngestOptions(max_pixels=4_000_000)
    with suppress(IngestError):
        source = open_source(path, inspect(path, options).format, options)
        with closing(source):
            for number in range(1, source.page_count + 1):
                with suppress(PageDamagedError, TooManyPixelsError):
                    assert source.page(number).width > 0
                    assert source.picture(number).pixels.size > 0


def test_a_file_that_cannot_be_opened_is_not_damaged(tmp_path: Path) -> None:
    """Nothing was read of it: the system's own errors pass, and its user is told that it was not found."""
    with pytest.raises(FileNotFoundError):
        inspect(tmp_path / "gone.pdf", OPTIONS)
    # a file without permissions would not do here: root may read it all the same
    with pytest.raises(PermissionError), translated(DamagedFileError):
        raise PermissionError
