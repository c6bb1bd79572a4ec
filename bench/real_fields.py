"""Types and fields on the real papers, against the facts that people wrote down beside them.

A number or day written by hand is right when it is told to be so; then only what is printed is compared.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.extract import same
from bench.material import shared_folder
from extract.document import Extraction
from extract.documents import documents
from extract.field import Field
from extract.folding import fold
from ingest.file_info import inspect
from ingest.options import IngestOptions
from ingest.source import open_source
from ocr.options import OcrOptions
from ocr.reader import read_page
from ocr.tesseract_api import TesserocrEngine

FIELDS = ("co_quan_ban_hanh", "so_ky_hieu", "dia_danh", "ngay_ban_hanh", "trich_yeu", "nguoi_ky")
LEAST = 0.92
_TYPES = {"nghidinh": "van_ban_phap_luat", "luat": "van_ban_phap_luat", "thongtu": "van_ban_phap_luat"}
_SAME_PAPER = {
    "01-TTr-signed": "01-TTr-p1",
    "01CT-100dpi-signed": "01CT-p1",
    "04-QD-138-signed": "04-QD-138-p1",
    "2352-07-CT-signed": "2352-07-CT-p1",
    "574-UB-signed": "574-UB-p1",
    "KSTTHC-two-documents": "KSTTHC-p1",
}
"""Files whose first document is the paper of a page with facts."""
_SECOND_PAGE = frozenset({"nguoi_ky", "chuc_vu_nguoi_ky"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fact and what was extracted for it."""

    file: str
    name: str
    asked: str
    got: Field | None
    by_hand: bool

    @property
    def right(self) -> bool:
        """Tell whether the fact is right, or the handwriting told and the print around it right."""
        if self.got is None:
            return False
        if self.by_hand:
            return self.flagged and _printed_agrees(self.name, self.got, self.asked)
        return same(self.got.value, self.asked)

    @property
    def flagged(self) -> bool:
        """Tell whether handwriting is told."""
        return self.got is not None and self.got.problem == "handwritten"


def main(arguments: Sequence[str]) -> int:
    """Print the tables; return 1 when a target is missed."""
    shared = shared_folder(arguments)
    outcomes: list[Outcome] = []
    types: list[tuple[str, str, str, float]] = []
    for path, facts in _material(shared):
        found = next(iter(documents(_pages(path))))
        types.append((path.name, _type_of(facts), found.document_type, found.certainty))
        outcomes += _outcomes(path, facts, found)
    for name, asked, got, certainty in types:
        print(f"{'ok ' if asked == got else 'BAD'} {name:34} {asked:20} {got:20} {certainty:.2f}")
    fine = all(asked == got for _, asked, got, _ in types)
    for name in FIELDS:
        those = [one for one in outcomes if one.name == name]
        share = sum(one.right for one in those) / max(1, len(those))
        fine &= share >= LEAST
        print(f"{name:18} {share:6.1%} of {len(those)} (asked {LEAST:.0%})")
        for one in those:
            if not one.right:
                print(f"    {one.file}: {one.asked!r} <> {_said(one.got)}")
    by_hand = [one for one in outcomes if one.by_hand]
    wrong = [one for one in outcomes if one.name in FIELDS and _is_certain(one.got) and not one.right]
    print(f"written by hand: {sum(one.flagged for one in by_hand)} of {len(by_hand)} told to be so")
    print(f"certain and wrong: {len(wrong)}")
    for one in wrong:
        print(f"    {one.file} {one.name}: {one.asked!r} <> {_said(one.got)}")
    return int(not (fine and not wrong and all(one.flagged for one in by_hand)))


def _material(shared: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every file with facts, and the signed files of the same papers."""
    folder = shared / "corpus" / "pages"
    facts = {path.name.removesuffix(".fields.json"): path for path in sorted(folder.glob("*.fields.json"))}
    for stem, path in facts.items():
        picture = next(one for one in sorted(folder.glob(f"{stem}.*")) if one.suffix in {".jpg", ".png", ".tif"})
        yield picture, json.loads(path.read_text("utf-8"))
    for stem, page in _SAME_PAPER.items():
        yield shared / "corpus" / "pdf" / f"{stem}.pdf", json.loads(facts[page].read_text("utf-8"))


def _pages(path: Path) -> list[Any]:
    options = IngestOptions()
    engine = TesserocrEngine()
    source = open_source(path, inspect(path, options).format, options)
    pages = [
        read_page(source.page(number), lambda number=number: source.picture(number), engine, OcrOptions())  # type: ignore[misc]
        for number in range(1, source.page_count + 1)
    ]
    source.close()
    engine.close()
    return pages


def _type_of(facts: dict[str, Any]) -> str:
    kind = fold(facts["loai_van_ban"])
    return _TYPES.get(kind) or {
        "totrinh": "to_trinh",
        "chithi": "chi_thi",
        "quyetdinh": "quyet_dinh",
        "congvan": "cong_van",
    }.get(kind, kind)


def _outcomes(path: Path, facts: dict[str, Any], found: Extraction) -> Iterator[Outcome]:
    whole = len(found.pages) > 1
    for name in FIELDS:
        if name not in facts or (name in _SECOND_PAGE and "ghi_chu" in facts and not whole):
            continue
        by_hand = bool(facts.get("so_viet_tay")) if name == "so_ky_hieu" else "ngay_viet_tay" in facts
        hand = by_hand and name in {"so_ky_hieu", "ngay_ban_hanh"}
        yield Outcome(path.name, name, facts[name], found.field(name), hand)


def _printed_agrees(name: str, got: Field, asked: str) -> bool:
    """Tell whether what is printed around the handwriting is right: the symbol, the month and the year."""
    value = str(got.value or "")
    if name == "so_ky_hieu":
        return value.rpartition("/")[2].casefold() == asked.rpartition("/")[2].casefold()
    return value[:7] == asked[:7] or value == asked[:4]


def _is_certain(got: Field | None) -> bool:
    return got is not None and got.value is not None and got.problem is None


def _said(got: Field | None) -> str:
    return "nothing" if got is None else f"{got.value!r} ({got.confidence:.2f} {got.problem}; {got.printed!r})"


if __name__ == "__main__":
    raise SystemExit(main([]))
