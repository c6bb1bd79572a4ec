"""The record of a page: what is written is what is read again."""

import json
from dataclasses import replace

from ingest.geometry import Box
from ocr.page_text import Line, MachineCode, PageText, Word
from ocr.region import Region
from service.record import page_record, page_text


def test_a_page_comes_back_from_its_record() -> None:
    """Words with what was printed, boxes, confidences, regions, codes, the problem survive; slope and engine do not."""
    word = Word("Số:", "Sô:", Box(10.0, 20.0, 30.5, 32.0), 0.875)
    page = PageText(
        number=3,
        width=595.28,
        height=841.89,
        rotation=90,
        angle=0.4,
        lines=(Line((word,), word.box),),
        source="recognised",
        engine="tesserocr 5.5.4",
        problem="covered",
        regions=(Region("handwriting", Box(1.0, 2.0, 3.0, 4.0)),),
        codes=(MachineCode("001190123456||Nguyễn Thị Mẫu|…", Box(5.0, 6.0, 47.5, 48.5)),),
    )
    assert page_text(json.loads(page_record(page))) == replace(page, angle=0.0, engine="")
