"""A picture file as a source of pages: one, or as many as a TIFF has frames."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ingest import picture_sheet
from ingest.errors import DamagedFileError, PageDamagedError
from ingest.formats import Format
from ingest.geometry import POINTS_PER_INCH
from ingest.jpeg import decode_jpeg, reduction
from ingest.options import IngestOptions
from ingest.page import Page, Picture, Pixels
from ingest.pillow_file import (
    Facts,
    count_frames,
    facts_of,
    open_picture,
    png_may_be_turned,
    refuse_bomb,
)
from ingest.pillow_pixels import pixels_of
from ingest.pixels import oriented, reduced, resized
from ingest.png import decode_png, is_whole
from ingest.translation import translated


@dataclass(frozen=True, slots=True)
class PictureSource:
    """An opened picture file. Frames are decoded when asked for, one at a time; none carries words."""

    path: Path
    format: Format
    options: IngestOptions
    frames: tuple[Facts, ...]

    @classmethod
    def open(cls, path: Path, picture_format: Format, options: IngestOptions) -> Self:
        """Read the headers of all frames.

        :raises ingest.errors.IngestError: when the file cannot be opened or goes beyond a cap.
        """
        with translated(DamagedFileError), path.open("rb") as file, open_picture(file, picture_format) as image:
            count = count_frames(image, options.max_pages, options.max_pixels)
            look = picture_format is not Format.PNG or png_may_be_turned(path.read_bytes())
            frames = []
            for index in range(count):
                image.seek(index)
                frames.append(facts_of(image, look_for_orientation=look))
        return cls(path, picture_format, options, tuple(frames))

    @property
    def page_count(self) -> int:
        """Return the number of frames."""
        return len(self.frames)

    def page(self, number: int) -> Page:
        """Return the size of a page; a picture carries no words."""
        width, height = self._facts(number).page_size
        return Page(number, width, height)

    def picture(self, number: int) -> Picture:
        """Return the decoded frame, upright as viewed, with square pixels.

        :raises ingest.errors.PageDamagedError: when it cannot be decoded to its end.
        """
        facts = self._facts(number)
        with translated(PageDamagedError):
            pixels = self._decoded_fast(facts)
            if pixels is None:
                pixels = self._decoded(number)
            viewed = _square(oriented(pixels, facts.mirrored, facts.turn), facts)
        dpi = viewed.shape[1] * POINTS_PER_INCH / facts.page_size[0]
        return reduced(Picture(viewed, dpi), self.options.max_read_dpi)

    def sheet(self, number: int) -> bytes:
        """Return a one-page PDF with the frame as it came wherever PDF allows it."""
        page_size = self._facts(number).page_size
        with translated(PageDamagedError):
            return picture_sheet.sheet_of_picture(self.path, self.format, number - 1, page_size)

    def close(self) -> None:
        """Do nothing: the file is open only while a frame is decoded."""

    def _facts(self, number: int) -> Facts:
        if not 1 <= number <= len(self.frames):
            message = f"no page {number}"
            raise PageDamagedError(message)
        return self.frames[number - 1]

    def _decoded_fast(self, facts: Facts) -> Pixels | None:
        """Return the pixels of a common JPEG or PNG, None when it is of another kind or may be incomplete."""
        colour = facts.mode == "RGB"
        if facts.mode not in {"L", "RGB"} or self.format not in {Format.JPEG, Format.PNG}:
            return None
        data = self.path.read_bytes()
        if self.format is Format.JPEG:
            factor = reduction(min(facts.dpi), self.options.max_read_dpi)
            return decode_jpeg(data, colour=colour, factor=factor)
        # a tRNS chunk makes a colour transparent: what lies below it is ours to say, not OpenCV's
        return decode_png(data, colour=colour) if is_whole(data) and b"tRNS" not in data else None

    def _decoded(self, number: int) -> Pixels:
        with self.path.open("rb") as file, open_picture(file, self.format) as image:
            image.seek(number - 1)
            refuse_bomb(image, self.options.max_pixels)
            image.load()
            return pixels_of(image)


def _square(pixels: Pixels, facts: Facts) -> Pixels:
    """Return the pixels stretched to the larger of the two densities; fax machines send 204 x 98."""
    horizontal, vertical = facts.dpi
    if horizontal == vertical:
        return pixels
    height, width = pixels.shape[:2]
    larger = max(horizontal, vertical)
    return resized(pixels, round(width * larger / horizontal), round(height * larger / vertical))
