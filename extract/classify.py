"""What a document is: by its title, else by its number's symbol, a card's code, its words; else it is unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.candidate import Candidate
from extract.folding import fold
from extract.labels import find
from extract.rows import Row, rows_of
from extract.rules import DocumentType
from extract.sought import sought
from extract.titles import TitleMatch, matches, title_lines, whole_title
from ocr.page_text import PageText

UNKNOWN = "khac"
_TITLE_ZONE = 0.6  # of the first page's height; cards lie anywhere on their sheet, but their titles are as large
_FEW = 2  # labels that confirm a title
_MANY = 4  # labels, or phrases, that tell a type by themselves
_SHARE = 0.4  # of a type's labels that must be there then
_ALIKE = 0.8  # share of their fields that types have in common which only phrases tell apart
_SURE = 0.9  # certainty of a title or layout that a sheet or label may not outweigh
_NAMED = 0.97  # certainty of a type that somebody named
_AHEAD = 1.5  # times the labels of any other type
_CARD = "can_cuoc"
_OF_CARD = frozenset({"qr", "mrz"})
_PROVED = 0.8  # fit from which check digits prove a zone
_BY_CODE, _BY_DOUBTFUL_CODE = 0.97, 0.8  # certainty of a card by its code alone


@dataclass(frozen=True, slots=True)
class Verdict:
    """The type, how sure it is (0-1), and the rows of the title that told it (none where it was told otherwise)."""

    code: str
    certainty: float
    title: tuple[Row, ...] = ()


def classify(pages: Sequence[PageText], types: Mapping[str, DocumentType], zones: Sequence[Candidate] = ()) -> Verdict:
    """Return what a document is.

    ``zones`` are the candidates of the administrative layout, of citizens' codes and of machine-readable zones found on
    its pages.
    """
    rows = tuple(row for page in pages[:2] for row in rows_of(page))
    if not rows:
        return Verdict(UNKNOWN, 1.0)
    top = [row for row in rows if row.page == pages[0].number and row.box.y0 < _TITLE_ZONE * pages[0].height]
    lines = title_lines(top)
    found = matches(lines, types)
    if found:
        best = max(found[:3], key=lambda match: match.likeness - 0.02 * found.index(match))
        return Verdict(best.code, _certainty(best, types, rows, zones), whole_title(best, lines))
    return _by_symbol(types, zones) or _by_code(types, zones) or _by_wording(types, rows)


def as_expected(verdict: Verdict, expected: str | None, types: Mapping[str, DocumentType]) -> Verdict:
    """Return the verdict once somebody has named a type: only what the paper surely is outweighs that."""
    if expected is None or expected not in types or expected == UNKNOWN:
        return verdict
    if verdict.code not in {expected, UNKNOWN} and verdict.certainty >= _SURE:
        return verdict
    return Verdict(expected, _NAMED, verdict.title)


def _certainty(
    match: TitleMatch, types: Mapping[str, DocumentType], rows: Sequence[Row], zones: Sequence[Candidate]
) -> float:
    """Return how sure a title is: letters that are wrong make it less so, labels of the type more."""
    kind = types[match.code]
    confirmed = kind.layout != "form" or _labels_found(kind, rows) >= _FEW
    told = fold(_symbol(zones))
    owners = {other.code for other in types.values() if told in map(fold, other.symbols)}
    contradicted = bool(kind.symbols and owners) and kind.code not in owners
    return max(0.3, 0.995 - 1.5 * (1.0 - match.likeness) - 0.12 * (not confirmed) - 0.3 * contradicted)


def _symbol(zones: Sequence[Candidate]) -> str:
    """Return the letters between the number and the agency: ``QĐ`` in ``01/QĐ-UBND``; empty in an official letter."""
    text = next((zone.text for zone in zones if zone.name == "so_ky_hieu"), "")
    behind = text.replace(" ", "").rpartition("/")[2]
    return behind.partition("-")[0] if "-" in behind else ""


def _by_symbol(types: Mapping[str, DocumentType], zones: Sequence[Candidate]) -> Verdict | None:
    """Return the type that the number names; an official letter has a subject under its number and no type line.

    The subject of a letter (``V/v``) outweighs the symbol: ``CT`` is a tax department's too, ``TTr`` an inspectorate's.
    """
    names = {zone.name for zone in zones}
    headed = "so_ky_hieu" in names and "co_quan_ban_hanh" in names
    subject = next((fold(zone.text) for zone in zones if zone.name == "trich_yeu"), "")
    if headed and subject.startswith("vv"):
        return Verdict("cong_van", 0.97 if "kinh_gui" in names else 0.9)
    symbol = fold(_symbol(zones))
    for kind in types.values():
        if symbol and symbol in map(fold, kind.symbols):
            return Verdict(kind.code, 0.85)
    told = headed and ("kinh_gui" in names or subject.startswith(("vev", "veviec")))
    return Verdict("cong_van", 0.97 if subject and "kinh_gui" in names else 0.9) if told else None


def _by_code(types: Mapping[str, DocumentType], zones: Sequence[Candidate]) -> Verdict | None:
    """Return the card that a machine-readable zone or a citizen's code stands on: nothing else has one."""
    told = {zone.origin: zone for zone in zones if zone.name == "so_dinh_danh" and zone.origin in _OF_CARD}
    if not told or _CARD not in types:
        return None
    proved = "qr" in told or told["mrz"].fit >= _PROVED
    return Verdict(_CARD, _BY_CODE if proved else _BY_DOUBTFUL_CODE)


def _by_wording(types: Mapping[str, DocumentType], rows: Sequence[Row]) -> Verdict:
    """Return the type whose labels or phrases stand in the text, when they are many and no other's come near.

    Types with the same labels (a certificate and the extract from the register) are told apart by their phrases.
    """
    letters = "".join(row.letters for row in rows)
    scores = []
    for kind in types.values():
        phrases = sum(fold(phrase) in letters for phrase in kind.wording)
        labels = _labels_found(kind, rows) if kind.layout == "form" else 0
        wanted = len({rule.name for rule in kind.fields if rule.labels})
        share = labels / wanted if wanted else 0.0
        scores.append((phrases * 2 + (labels if share >= _SHARE else 0), phrases, kind.code))
    most, phrases, code = max(scores, default=(0, 0, UNKNOWN))
    alike = [score for score in scores if score[2] != code and _are_alike(types[code], types[score[2]])]
    others = [score[0] for score in scores if score[2] != code and score not in alike]
    ahead = most >= _AHEAD * max(others, default=0) and all(phrases > score[1] for score in alike)
    if most >= _MANY and ahead:
        return Verdict(code, min(0.85, 0.5 + 0.05 * most))
    return Verdict(UNKNOWN, max(0.5, 0.95 - 0.1 * most))


def _are_alike(one: DocumentType, other: DocumentType) -> bool:
    """Tell whether two types have nearly the same fields."""
    names, others = ({rule.name for rule in kind.fields if rule.labels} for kind in (one, other))
    return len(names & others) >= _ALIKE * max(1, len(names | others))


def _labels_found(kind: DocumentType, rows: Sequence[Row]) -> int:
    """Return for how many fields of a type a label stands on the page."""
    wanted = sought(kind)
    hits = find(rows, wanted.labels)
    return len({rule.name for hit in hits for rule in wanted.rules[hit.label][:1]})
