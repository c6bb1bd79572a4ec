"""Joins pages into one PDF/A-2b file (ISO 19005-2): one font, one output intent, one set of metadata."""

import os
import secrets
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import AccessMode, Array, Dictionary, Name, String

from ocr.errors import OcrError
from ocr.glyphless_font import font_object
from ocr.searchable_pdf import FONT_RESOURCE, FONT_ROWS

PRODUCER = "Sohoa"
_OPEN_AT_ONCE = 64
"""Fragments held open together; where there are more, each is opened when needed, so that handles stay bounded."""

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def join(fragments: Sequence[Path], target: Path, title: str, created: datetime) -> None:
    """Write the fragments (from :func:`ocr.searchable_pdf.lay_words`, in order) as one PDF/A-2b file.

    The file appears whole or not at all: it is written under another name in the target's folder and renamed. Memory
    does not grow with the pictures, which go from file to file by way of a scratch folder beside the first fragment.
    ``created`` carries its time zone; the same arguments give the same bytes.

    :raises ocr.errors.OcrError: when there is no fragment, or one cannot be read.
    :raises OSError: when the target cannot be written.
    """
    if not fragments:
        message = "a PDF needs at least one page"
        raise OcrError(message)
    if created.tzinfo is None:
        message = "the creation date needs a time zone"
        raise ValueError(message)
    try:
        with tempfile.TemporaryDirectory(prefix="join-", dir=fragments[0].parent) as scratch:
            whole = Path(scratch) / "pages.pdf"
            _concatenate(fragments, whole)
            with pikepdf.open(whole, access_mode=AccessMode.stream) as pdf:
                if len(pdf.pages) != len(fragments):  # qpdf is silent about a disk that filled up meanwhile
                    message = f"{target.name}: {len(fragments)} pages went in, {len(pdf.pages)} came out"
                    raise OcrError(message)
                _finish(pdf, title, created)
                _publish(pdf, target)
    except pikepdf.PdfError as error:
        message = f"{target.name}: a page cannot be joined"
        raise OcrError(message) from error


def _concatenate(fragments: Sequence[Path], whole: Path) -> None:
    """Write the pages of all fragments into one file, stream by stream.

    This is qpdf's own merging: appending pages through ``pikepdf.Pdf`` would hold every copied stream in memory.
    """
    parts = [str(fragment) for fragment in fragments]
    keep_open = "y" if len(parts) <= _OPEN_AT_ONCE else "n"
    options = ["--object-streams=generate", "--stream-data=preserve", "--deterministic-id", "--warning-exit-0"]
    files = ["--empty", f"--keep-files-open={keep_open}", "--pages", *parts, "--", str(whole)]
    pikepdf.Job(["qpdf", *options, *files]).run()


def _finish(pdf: pikepdf.Pdf, title: str, created: datetime) -> None:
    """Add what the pages share and what the standard asks of the file."""
    _install_font(pdf)
    profile = pdf.make_stream(_srgb(), N=3)
    root = pdf.Root
    root.OutputIntents = Array([
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=String("sRGB"),
            Info=String("sRGB IEC61966-2.1"),
            DestOutputProfile=profile,
        )
    ])  # fmt: skip
    root.Lang = String("vi")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    shown = _printable(title)
    packet = _XMP.format(title=escape(shown), date=created.isoformat(timespec="seconds"), producer=PRODUCER)
    root.Metadata = pdf.make_stream(packet.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(shown),
            Creator=String(PRODUCER),
            Producer=String(PRODUCER),
            CreationDate=String(_pdf_date(created)),
            ModDate=String(_pdf_date(created)),
        )
    )


def _install_font(pdf: pikepdf.Pdf) -> None:
    """Put one font, with all rows of Unicode that the pages need, in the place of each page's stand-in."""
    holders = [fonts for page in pdf.pages if FONT_RESOURCE in (fonts := page.resources.get("/Font", Dictionary()))]
    if not holders:
        return
    rows = {int(row) for fonts in holders for row in fonts[FONT_RESOURCE][FONT_ROWS]}
    font = font_object(pdf, rows)
    for fonts in holders:
        fonts[FONT_RESOURCE] = font


def _srgb() -> bytes:
    """Return the sRGB profile."""
    return Path(__file__).with_name("data").joinpath("srgb.icc").read_bytes()


def _printable(title: str) -> str:
    """Return a title without characters that XML forbids."""
    return "".join(letter if letter.isprintable() else " " for letter in title).strip()


def _pdf_date(moment: datetime) -> str:
    """Return a date as ISO 32000-1, 7.9.4 writes it."""
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"


def _save(pdf: pikepdf.Pdf, path: Path) -> None:
    """Write a PDF 1.7 with its streams as they are."""
    pdf.save(
        path,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=True,
        deterministic_id=True,
    )


def _publish(pdf: pikepdf.Pdf, target: Path) -> None:
    """Write the PDF under its final name, once its bytes are safe on the disk."""
    part = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        _save(pdf, part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
