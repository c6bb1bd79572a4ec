"""PDF files as pages."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import pikepdf
import pymupdf
import pytest

from ingest.errors import PageDamagedError, TooLargeError
from ingest.geometry import Box, Turn
from ingest.options import IngestOptions
from ingest.page import OVERVIEW_DPI
from ingest.pdf import PdfSource
from samples.fonts import Face, font_file

Opened = Callable[..., PdfSource]


def test_words_come_with_place_line_font_and_visibility(opened: Opened, tmp_path: Path) -> None:
    """NFC, no ligatures, hyphens left where they are; hidden and transparent text is marked."""
    document = pymupdf.open()
    page = document.new_page(width=400, height=300)
    page.insert_text((50, 50), "Thông tư- fi", fontname="F", fontfile=_font())
    page.insert_text((50, 80), "hidden", render_mode=3)
    page.insert_text((50, 110), "clear", fill_opacity=0)
    page.add_freetext_annot((50, 150, 200, 190), "stamped")
    page.insert_text((50, 900), "outside")
    document.save(tmp_path / "text.pdf")
    got = opened(tmp_path / "text.pdf").page(1)
    assert [word.text for word in got.words] == ["Thông", "tư-", "fi", "hidden", "clear", "stamped"]
    assert [word.visible for word in got.words] == [True, True, True, False, False, True]
    assert [word.line for word in got.words] == [0, 0, 0, 1, 2, 3]
    assert got.words[0].box.holds(55, 47)
    assert "FreeSerif" in got.fonts
    assert got.overview is not None
    assert got.overview.shape == (round(300 * OVERVIEW_DPI / 72), round(400 * OVERVIEW_DPI / 72))


def _font() -> str:
    """Return a font with Vietnamese letters."""
    return str(font_file(Face(12)))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_words_lie_on_their_ink_on_a_turned_and_cropped_page(opened: Opened, tmp_path: Path, rotate: int) -> None:
    """Boxes are in the frame of the overview."""
    document = pymupdf.open()
    page = document.new_page(width=400, height=300)
    page.insert_text((150, 120), "INK", fontsize=40)
    page.set_cropbox(pymupdf.Rect(50, 20, 380, 290))
    page.set_rotation(rotate)
    document.save(tmp_path / "turned.pdf")
    got = opened(tmp_path / "turned.pdf").page(1)
    assert got.overview is not None
    rows, columns = np.nonzero(got.overview < 128)
    zoom = OVERVIEW_DPI / 72
    box = got.words[0].box
    assert box.holds(columns.min() / zoom + 1, rows.min() / zoom + 1)
    assert box.holds(columns.max() / zoom - 1, rows.max() / zoom - 1)
    assert (got.width, got.height) == ((330, 270) if rotate in (0, 180) else (270, 330))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_ruled_tables_are_found_cell_by_cell(opened: Opened, tmp_path: Path, rotate: int) -> None:
    """Two rows of three cells, where they are seen; a single frame is no table."""
    document = pymupdf.open()
    page = document.new_page(width=400, height=300)
    for x in (50, 150, 250, 350):
        page.draw_line((x, 100), (x, 200))
    for y in (100, 150, 200):
        page.draw_line((50, y), (350, y))
    page.insert_text((60, 130), "cell")
    page.draw_rect((50, 220, 350, 280))
    page.set_cropbox(pymupdf.Rect(30, 40, 390, 290))
    page.set_rotation(rotate)
    document.save(tmp_path / "flat.pdf")
    with pikepdf.open(tmp_path / "flat.pdf") as pdf:  # the same page, elsewhere in the plane
        pdf.pages[0].MediaBox = pikepdf.Array([100, 1000, 500, 1300])
        pdf.pages[0].CropBox = pikepdf.Array([130, 1010, 490, 1260])
        pdf.pages[0].contents_add(b"q 1 0 0 1 100 1000 cm", prepend=True)
        pdf.pages[0].contents_add(b"Q")
        pdf.save(tmp_path / "table.pdf")
    got = opened(tmp_path / "table.pdf").page(1)
    (table,) = got.tables
    cells = [cell for row in table.rows for cell in row]
    assert len(cells) == 6
    assert sum(cell.holds(*got.words[0].box.middle) for cell in cells) == 1
    expected = Box(20, 60, 320, 160).turned(cast("Turn", rotate), 360, 250)
    corners = (table.box.x0, table.box.y0, table.box.x1, table.box.y1)
    assert corners == pytest.approx((expected.x0, expected.y0, expected.x1, expected.y1), abs=1)


def test_an_absurd_page_is_drawn_within_the_cap(opened: Opened, tmp_path: Path) -> None:
    """Five metres of paper do not eat the memory."""
    document = pymupdf.open()
    document.new_page(width=14000, height=14000).draw_line((0, 0), (14000, 14000), width=50)
    document.save(tmp_path / "huge.pdf")
    picture = opened(tmp_path / "huge.pdf", IngestOptions(max_pixels=1_000_000)).picture(1)
    assert picture.pixels.size <= 1_010_000
    assert picture.pixels.shape[1] == pytest.approx(14000 * picture.dpi / 72, abs=2)


def test_a_page_number_out_of_range_is_an_error(opened: Opened, tmp_path: Path) -> None:
    """Numbers start at 1."""
    document = pymupdf.open()
    document.new_page()
    document.save(tmp_path / "one.pdf")
    source = opened(tmp_path / "one.pdf")
    for number in (0, 2):
        with pytest.raises(PageDamagedError):
            source.page(number)
    source.close()
    source.close()


def with_content(path: Path, content: bytes, times: int = 1) -> Path:
    """Write a page with a content stream that is packed, drawn so many times."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 450))
        page.obj.Contents = pikepdf.Array([pdf.make_stream(content)] * times)
        pdf.save(path, compress_streams=True)
    return path


@pytest.mark.parametrize(("length", "times"), [(65 << 20, 1), (13 << 20, 5)], ids=["long", "repeated"])
def test_content_that_expands_beyond_the_cap_is_refused(
    opened: Opened, tmp_path: Path, length: int, times: int
) -> None:
    """Each reading refuses the page before anything parses it, which would take half a minute."""
    path = with_content(tmp_path / "bomb.pdf", b"0 0 m 1 1 l S\n" * (length // 14 + 1), times)
    assert path.stat().st_size < 1 << 20
    source = opened(path)
    for read in (source.page, source.picture, source.sheet):
        with pytest.raises(TooLargeError):
            read(1)


def test_content_up_to_the_cap_is_read_even_when_its_packing_is_broken(opened: Opened, tmp_path: Path) -> None:
    """The last byte that is allowed counts; a fault in the stream refuses nothing that can be drawn."""
    content = b"0 0 150 450 re f\n" + b"".join(b"%d %d m\n" % (step * step % 701, step) for step in range(4000))
    path = with_content(tmp_path / "page.pdf", content)
    with pytest.raises(TooLargeError):
        opened(path, IngestOptions(max_content=len(content) - 1)).picture(1)
    assert opened(path, IngestOptions(max_content=len(content))).picture(1).pixels.min() == 0
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        packed = pdf.pages[0].obj.Contents[0].read_raw_bytes()
        pdf.pages[0].obj.Contents[0].write(packed[: len(packed) // 2] + b"\xff" * 99, filter=pikepdf.Name.FlateDecode)
        pdf.save(path)
    assert opened(path).picture(1).pixels.min() == 0


def test_a_file_that_is_gone_is_not_damaged(opened: Opened, tmp_path: Path) -> None:
    """It was moved while it waited: that is what is said."""
    with pytest.raises(FileNotFoundError):
        opened(tmp_path / "gone.pdf")


_COPYING = """
import sys
from pathlib import Path
import psutil
from ingest.options import IngestOptions
from ingest.pdf import PdfSource
source = PdfSource.open(Path(sys.argv[1]), IngestOptions())
for number in range(1, 65):
    assert len(source.sheet(number)) > 1 << 20
    if number in (20, 64):
        print(psutil.Process().memory_info().rss)
"""


def test_pictures_that_were_copied_do_not_pile_up(tmp_path: Path) -> None:
    """Of 44 pages of 1 MiB less than 24 MiB stay in memory, in a process that has nothing else to do."""
    noise = np.random.default_rng(1)
    document = pymupdf.open()
    for _ in range(64):
        pixels = noise.integers(0, 256, (1024, 1024), dtype=np.uint8)
        picture = pymupdf.Pixmap(pymupdf.csGRAY, 1024, 1024, pixels.tobytes(), False)  # noqa: FBT003 - its signature
        document.new_page(width=400, height=400).insert_image((0, 0, 400, 400), pixmap=picture)
    document.save(tmp_path / "scan.pdf", deflate=True)
    command = [sys.executable, "-c", _COPYING, str(tmp_path / "scan.pdf")]
    early, late = map(int, subprocess.run(command, check=True, capture_output=True).stdout.split())
    assert late - early < 24 << 20
