"""Types and fields on generated papers of every type: what is right, what was taken as certain and is wrong.

``--seeds 3001-3003 --levels clean,office --types quyet_dinh,cong_van`` choose the papers; ``--show`` prints what is
wrong; ``--write`` fits the weights of the confidence anew (see ``bench.field_weights``).
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from bench import field_weights
from bench.typed_papers import ReadPaper, read_papers
from extract.confidence import ACCEPTED
from extract.document import Extraction
from extract.extraction import extract
from extract.field import Field, Value
from extract.rule_files import document_types

ASKED = {"clean": (0.98, 0.99), "office": (0.94, 0.98), "hard": (0.80, 0.92)}
"""Least share of fields exact, and of types right, by level."""
MOST_WRONG, LEAST_ACCEPTED = 0.005, 0.85


@dataclass(frozen=True, slots=True)
class Judged:
    """A field of the truth or of the extraction, set against the other."""

    paper: str
    level: str
    document_type: str
    name: str
    truth: Value | None
    found: Field | None
    handwritten: bool

    @property
    def right(self) -> bool:
        """Tell whether the value is exact (case and white space apart), or handwriting was told to be so."""
        if self.handwritten and self.found is not None and self.found.problem == "handwritten":
            return True
        return self.found is not None and self.truth is not None and same(self.found.value, self.truth)

    @property
    def accepted(self) -> bool:
        """Tell whether the value would be taken without a look."""
        found = self.found
        return found is not None and found.value is not None and found.problem is None and found.confidence >= ACCEPTED


def main(arguments: Sequence[str]) -> int:
    """Print the tables; return 1 when a target is missed."""
    options = _options(arguments)
    codes = options.types.split(",") if options.types else [code for code in document_types() if code != "khac"]
    first, _, last = options.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    judged: list[Judged] = []
    types: list[tuple[str, str, str]] = []
    spent = pages = 0.0
    papers = list(read_papers(codes, seeds, options.levels.split(",")))
    if options.write:
        field_weights.write(papers)
    for paper in papers:
        began = perf_counter()
        found = extract(paper.pages)
        spent += perf_counter() - began
        pages += len(paper.pages)
        types.append((paper.level, paper.document_type, found.document_type))
        judged += judge(paper, found)
        if options.show and found.document_type != paper.document_type:
            print(f"TYPE {paper.name}: {found.document_type} ({found.certainty:.2f})")
    return print_tables(
        judged, types, options.levels.split(","), show=options.show, milliseconds=1000 * spent / max(1, pages)
    )


def print_tables(
    judged: Sequence[Judged],
    types: Sequence[tuple[str, str, str]],
    levels: Sequence[str],
    *,
    show: bool,
    milliseconds: float,
) -> int:
    """Print what is right by level and by type; return 1 when a target is missed."""
    if show:
        for one in judged:
            if not one.right:
                print(_line(one))
    fine = [_level(level, judged, types) for level in levels]
    _by_type(judged)
    print(f"{milliseconds:.1f} ms a page besides recognition")
    return int(not all(fine))


def _options(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser()
    parser.add_argument("--seeds", default="3001-3003")
    parser.add_argument("--levels", default="clean,office,hard")
    parser.add_argument("--types", default="")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--write", action="store_true")
    return parser.parse_known_args(arguments)[0]


def judge(paper: ReadPaper, found: Extraction) -> list[Judged]:
    """Return every field of the truth, and every field that was found and is not in it."""
    there = {field.name: field for field in found.fields}
    names = [
        *paper.fields,
        *(name for name, field in there.items() if name not in paper.fields and field.value is not None),
    ]
    return [
        Judged(
            paper.name,
            paper.level,
            paper.document_type,
            name,
            paper.fields.get(name),
            there.get(name),
            name in paper.handwritten,
        )
        for name in names
    ]


def same(one: Value | None, other: Value) -> bool:
    """Tell whether two values are equal, but for case and white space."""
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
    return one == other


def _level(level: str, judged: Iterable[Judged], types: Iterable[tuple[str, str, str]]) -> bool:
    fields = [one for one in judged if one.level == level]
    told = [one for one in fields if one.truth is not None]
    exact = sum(one.right for one in told) / max(1, len(told))
    accepted = [one for one in fields if one.accepted]
    wrong = [one for one in accepted if not one.right]
    share = sum(one.right for one in accepted) / max(1, len(told))
    kinds = [truth == found for at, truth, found in types if at == level]
    right = sum(kinds) / max(1, len(kinds))
    asked, asked_types = ASKED[level]
    print(
        f"{level:7} types {right:.1%} of {len(kinds)} (asked {asked_types:.0%})  fields {exact:.2%} of {len(told)} "
        f"(asked {asked:.0%})  accepted {share:.1%}, wrong among them {len(wrong)} = "
        f"{len(wrong) / max(1, len(accepted)):.2%} (asked {MOST_WRONG:.1%})"
    )
    for one in wrong:
        print(f"    ACCEPTED AND WRONG {_line(one)}")
    fine = exact >= asked and right >= asked_types and len(wrong) <= MOST_WRONG * len(accepted)
    return fine and (level == "hard" or share >= LEAST_ACCEPTED)


def _by_type(judged: Sequence[Judged]) -> None:
    levels = list(dict.fromkeys(one.level for one in judged))
    print(f"{'exact fields':32}" + "".join(f"{level:>8}" for level in levels))
    for code in dict.fromkeys(one.document_type for one in judged):
        shares = []
        for level in levels:
            told = [one for one in judged if one.document_type == code and one.level == level and one.truth is not None]
            shares.append(f"{sum(one.right for one in told) / max(1, len(told)):8.1%}")
        print(f"{code:32}" + "".join(shares))


def _line(one: Judged) -> str:
    found = one.found
    said = (
        "nothing" if found is None else f"{found.value!r} ({found.confidence:.2f} {found.problem}; {found.printed!r})"
    )
    return f"{one.paper} {one.name}: {one.truth!r}{' by hand' if one.handwritten else ''} <> {said}"
