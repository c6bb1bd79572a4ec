"""The questions of ``bench search``: each kind as people ask it, made of what stands in some document."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from bench.search_papers import SearchPaper
from storage.search_request import DayCondition, FieldCondition, Query
from storage.search_words import exact_words, folded_form

Question = Callable[[Random, SearchPaper], Query]
OFFICE = "ủy ban nhân dân"
VISIBLE = "with what may be seen: frequent, 4 units"


def asked(question: Question, rng: Random, paper: SearchPaper) -> tuple[Query, tuple[str, ...] | None]:
    """Return a question about what stands in a document, and the units that may be seen, None for all."""
    visible = tuple(f"don-vi-{rng.randrange(40):02d}" for _ in range(4)) if question is _seen else None
    return question(rng, paper), visible


def _field(paper: SearchPaper, name: str) -> str:
    return next(str(field.value) for field in paper.fields if field.name == name)


def _bare(text: str) -> str:
    return " ".join(map(folded_form, exact_words(text)))


def _run(rng: Random, paper: SearchPaper, length: int) -> str:
    words = exact_words(rng.choice(paper.pages))
    begin = rng.randrange(max(1, len(words) - length))
    return " ".join(words[begin : begin + length])


def _some(rng: Random, paper: SearchPaper, count: int) -> str:
    words = exact_words(rng.choice(paper.pages))
    return " ".join(rng.sample(words, count))


def _seen(_rng: Random, _paper: SearchPaper) -> Query:
    return Query(OFFICE)


def _month(rng: Random) -> DayCondition:
    first = date(2015, 1, 1) + timedelta(days=rng.randrange(2500))
    return DayCondition(("ngay_ban_hanh",), first, first + timedelta(days=30))


QUESTIONS: Mapping[str, Question] = {
    "a name": lambda _, paper: Query(_field(paper, "ho_ten")),
    "a name without marks": lambda _, paper: Query(_bare(_field(paper, "ho_ten"))),
    "a name in quotes": lambda _, paper: Query(f'"{_field(paper, "ho_ten")}"'),
    "four words that follow each other": lambda rng, paper: Query(_run(rng, paper, 4)),
    "the same in quotes": lambda rng, paper: Query(f'"{_run(rng, paper, 4)}"'),
    "three words from anywhere": lambda rng, paper: Query(_some(rng, paper, 3)),
    "three words from anywhere, without marks": lambda rng, paper: Query(_bare(_some(rng, paper, 3))),
    "thirty words": lambda rng, paper: Query(_run(rng, paper, 30)),
    "in every document: ủy ban nhân dân": lambda *_: Query(OFFICE),
    "the same without marks": lambda *_: Query(_bare(OFFICE)),
    "the same in quotes, frequent": lambda *_: Query(f'"{OFFICE}"'),
    "in every document, one word": lambda rng, _: Query(rng.choice(("và", "của", "số", "ngày", "năm"))),
    "frequent words never so: dân nhân ban ủy": lambda *_: Query('"dân nhân ban ủy"'),
    "frequent words, order turned": lambda *_: Query("dân ban nhân ủy việt hòa"),
    "a document number": lambda _, paper: Query(_field(paper, "so_ky_hieu")),
    "part of it": lambda _, paper: Query(_field(paper, "so_ky_hieu").rsplit("-", 1)[0]),
    "a date": lambda _, paper: Query("/".join(reversed(_field(paper, "ngay_ban_hanh").split("-")))),
    "an identity number": lambda _, paper: Query(_field(paper, "so_dinh_danh")),
    "part of it, six digits": lambda _, paper: Query(f"*{_field(paper, 'so_dinh_danh')[-6:]}"),
    "part of it, four digits": lambda _, paper: Query(f"*{_field(paper, 'so_dinh_danh')[-4:]}"),
    "a beginning, three letters": lambda rng, paper: Query(f"{_some(rng, paper, 1)[:3]}*"),
    "a beginning, frequent": lambda rng, _: Query(f"{rng.choice(('tha', 'thu', 'tro', 'ngh', 'qua'))}*"),
    "field ho_ten": lambda _, paper: Query(fields=(FieldCondition("ho_ten", _field(paper, "ho_ten")),)),
    "field ho_ten without marks": lambda _, paper: Query(
        fields=(FieldCondition("ho_ten", _bare(_field(paper, "ho_ten"))),)
    ),
    "field so_ky_hieu, part": lambda _, paper: Query(
        fields=(FieldCondition("so_ky_hieu", _field(paper, "so_ky_hieu").split("/")[0]),)
    ),
    "field so_dinh_danh, part": lambda _, paper: Query(
        fields=(FieldCondition("so_dinh_danh", f"*{_field(paper, 'so_dinh_danh')[-5:]}"),)
    ),
    "frequent field gioi_tinh, and frequent words": lambda *_: Query(
        OFFICE, fields=(FieldCondition("gioi_tinh", "Nữ"),)
    ),
    "frequent words and a rare field": lambda _, paper: Query(
        OFFICE, fields=(FieldCondition("ho_ten", _field(paper, "ho_ten")),)
    ),
    "frequent words in a unit": lambda _, paper: Query(OFFICE, units=(paper.unit,)),
    "frequent words in a dossier": lambda _, paper: Query(OFFICE, dossier=paper.dossier),
    "frequent words in a type and a week": lambda _, paper: Query(
        OFFICE,
        types=(paper.kind,),
        received_since=paper.received_at,
        received_before=paper.received_at + timedelta(days=7),
    ),
    "frequent words issued in a month": lambda rng, _: Query(OFFICE, days=(_month(rng),)),
    VISIBLE: _seen,
    "list of a unit": lambda _, paper: Query(units=(paper.unit,)),
    "list of a type, issued in a month": lambda rng, paper: Query(types=(paper.kind,), days=(_month(rng),)),
    "list of a dossier": lambda _, paper: Query(dossier=paper.dossier),
    "list of all": lambda *_: Query(),
}
