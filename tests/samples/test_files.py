"""Files of the generator open in other people's readers, say their resolution, and hold the text they claim."""

from pathlib import Path

import numpy as np
import pikepdf
import pillow_heif
import pymupdf
import pytest
from PIL import Image, ImageFilter

from samples import born_digital, write
from samples.__main__ import main
from samples.dossier_files import write_dossier
from samples.papers import bang, quyet_dinh, van_xuoi
from samples.truth import Picture


@pytest.fixture(scope="module")
def small() -> Picture:
    """Return the top of a page, with letters on it."""
    return van_xuoi(1).sheets[0].picture[200:900].copy()


def test_jpeg_and_png_say_their_resolution(tmp_path: Path, small: Picture) -> None:
    """Both open at the size and resolution written; PNG loses nothing."""
    write.write_jpeg(tmp_path / "a.jpg", small, 200)
    write.write_png(tmp_path / "a.png", small, 200)
    with Image.open(tmp_path / "a.jpg") as jpeg, Image.open(tmp_path / "a.png") as png:
        assert jpeg.format == "JPEG"
        assert jpeg.info["dpi"] == (200, 200)
        assert jpeg.size == (small.shape[1], small.shape[0])
        assert png.info["dpi"] == pytest.approx((200, 200), abs=0.1)
        assert np.array_equal(np.asarray(png), small)


def test_tiff_is_bilevel_group4_with_all_pages(tmp_path: Path, small: Picture) -> None:
    """Each picture is a page of one bit a pixel, Group 4."""
    write.write_tiff_g4(tmp_path / "a.tif", (small, small[:300]), 300)
    with Image.open(tmp_path / "a.tif") as tiff:
        assert (tiff.mode, tiff.info["compression"]) == ("1", "group4")
        assert tiff.info["dpi"] == (300, 300)
        assert getattr(tiff, "n_frames", 0) == 2
        black = np.count_nonzero(~np.asarray(tiff))
        tiff.seek(1)
        assert tiff.size == (small.shape[1], 300)
    assert black == pytest.approx(np.count_nonzero(small.min(axis=2) < 153), rel=0.05)


def test_heic_comes_back_alike(tmp_path: Path, small: Picture) -> None:
    """A telephone's file opens with nearly the same pixels."""
    write.write_heic(tmp_path / "a.heic", small)
    back = np.asarray(pillow_heif.open_heif(tmp_path / "a.heic").to_pillow().convert("RGB"))
    assert back.shape == small.shape
    assert np.abs(back.astype(int) - small).mean() < 4


def test_scan_pdf_carries_one_jpeg_a_page_and_no_text(tmp_path: Path) -> None:
    """Two pages of A4, each a single JPEG, without a text layer."""
    path = tmp_path / "a.pdf"
    write.write_scan_pdf(path, tuple(sheet.picture for sheet in quyet_dinh(1).sheets), 300)
    with pymupdf.open(path) as document:
        assert document.page_count == 2
        for page in document:
            assert (page.rect.width, page.rect.height) == pytest.approx((595.2, 841.9), abs=0.2)
            assert page.get_text() == ""
    with pikepdf.open(path) as document:
        (image,) = document.pages[1].resources.XObject.values()
        assert image.Filter == pikepdf.Name.DCTDecode


def test_born_digital_text_is_exact_and_in_place() -> None:
    """The text layer holds exactly the words of the truth, in order, each on its own ink."""
    paper = born_digital.letter_with_table(2)
    with pymupdf.open(stream=born_digital.pdf(paper)) as document:
        words = document[0].get_text("words", flags=0)
    assert [word[4] for word in words] == paper.text.split()
    for word, true in zip(words, paper.sheets[0].words, strict=True):
        x, y = true.box.middle
        assert word[0] - 1 <= x <= word[2] + 1
        assert word[1] <= y <= word[3]


def test_born_digital_looks_like_its_picture() -> None:
    """Rendered, the PDF has its ink where the picture has it."""
    paper = bang(2)
    with pymupdf.open(stream=born_digital.pdf(paper)) as document:
        drawn = document[0].get_pixmap(dpi=75, colorspace="gray")
    shown = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.stride)[:, : drawn.width]
    # softened by a point, so that half a pixel between two renderers does not count
    picture = Image.fromarray(paper.sheets[0].picture).convert("L").resize((drawn.width, drawn.height))
    one, two = (np.asarray(image.filter(ImageFilter.GaussianBlur(1))) for image in (Image.fromarray(shown), picture))
    assert np.corrcoef(one.ravel(), two.ravel())[0, 1] > 0.9


def test_legacy_pdf_reads_as_tcvn3_under_its_old_font_name() -> None:
    """The letters look Vietnamese, the text layer is TCVN3 and the fonts are named .VnTime."""
    paper = born_digital.letter_with_table(2)
    good, bad = born_digital.pdf(paper), born_digital.tcvn3_pdf(paper)
    with pymupdf.open(stream=good) as right, pymupdf.open(stream=bad) as wrong:
        assert right[0].get_pixmap(dpi=50).samples == wrong[0].get_pixmap(dpi=50).samples
        text = wrong[0].get_text()
        assert all(".VnTime" in font[3] for font in wrong[0].get_fonts())
    assert "gi¶i quyÕt thñ tôc hµnh chÝnh" in text
    assert "giải quyết" not in text


@pytest.mark.parametrize(
    ("right", "legacy"),
    [
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Céng hßa x· héi chñ nghÜa ViÖt Nam"),
        ("Độc lập", "§éc lËp"),
        ("ư", "\xad"),
    ],
)
def test_legacy_codes_are_those_of_tcvn3(right: str, legacy: str) -> None:
    """Known words come out as real files of the time have them."""
    assert born_digital.legacy_text(right) == legacy


def test_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    """Two dossiers of one seed are equal file by file, truth included."""
    first, again = write_dossier(tmp_path / "a", 3, "clean"), write_dossier(tmp_path / "b", 3, "clean")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    assert len(first) == 5
    for path in first:
        truth = path.parent / "truth" / f"{path.stem}.gt.txt"
        assert truth.read_text("utf-8") == (tmp_path / "b" / "truth" / truth.name).read_text("utf-8")


def test_command_writes_a_dossier_and_prints_its_paths(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One path a line, each a file that is there; the status is 0."""
    assert main([str(tmp_path / "d"), "--seed", "2", "--level", "office"]) == 0
    paths = [Path(row) for row in capsys.readouterr().out.splitlines()]
    assert sorted(path.suffix for path in paths) == [".jpg", ".pdf", ".pdf", ".png", ".tif"]
    assert all(path.stat().st_size > 10_000 for path in paths)
