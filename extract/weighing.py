"""Which of several candidates is the value of a field, and everything that is known of how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extract.candidate import Candidate
from extract.field import Origin, Value
from extract.folding import fold
from extract.listed_names import held_against_units, own_names
from extract.rules import FieldRule
from extract.values import Note, Parsed, parse, parse_listed
from extract.values.name import likely_spelling

_TRUST: dict[Origin, int] = {"print": 0, "signature": 0, "mrz": 1, "qr": 2}
_NO_VALUE = 0.3  # how a candidate counts that is no value of the field's kind
_DOUBTFUL = 0.8
_SAME_NAME = 0.7  # likeness from which a name without marks is the same person's: no check digit proves its letters
_CUT_OFF = 22  # letters of a name that a machine-readable zone holds in any case
_AS_LISTED = 0.75  # likeness from which a word is taken for one of a closed list


@dataclass(frozen=True, slots=True)
class Weighed:
    """The candidate chosen for a field.

    ``parsed`` is None where it is no value of the kind; ``rivals`` are the values of other candidates that differ, each
    with where it came from. ``passed`` and ``failed`` are codes of checks inside the document.
    """

    rule: FieldRule
    candidate: Candidate
    parsed: Parsed | None
    rivals: tuple[tuple[Value, Origin], ...] = ()
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def value(self) -> Value | None:
        """Return the value, None where there is none."""
        return None if self.parsed is None else self.parsed.value

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what parsing and the checks had to say."""
        parsed = self.parsed.notes if self.parsed else ("unparsed",)
        return (*self.candidate.notes, *parsed, *self.passed, *self.failed)


def weigh(rule: FieldRule, options: Sequence[Candidate]) -> Weighed | None:
    """Return the best of the candidates of a field: code before zone before print, then what fits and parses best."""
    if not options:
        return None
    tried = [(option, _respelled(rule, _best_spelled(rule, option))) for option in options if not option.folded]
    if not tried:
        return None
    best, parsed = max(tried, key=lambda pair: _merit(*pair))
    rivals = [
        (other.value, option.origin)
        for option, other in tried
        if other is not None and parsed is not None and option is not best and differs(other.value, parsed.value, rule)
        if _merit(option, other)[1] > 0.8 * _merit(best, parsed)[1] or option.origin != best.origin
    ]
    return Weighed(rule, best, parsed, (*rivals, *_others_names(parsed, options)))


def _others_names(parsed: Parsed | None, options: Sequence[Candidate]) -> Iterator[tuple[Value, Origin]]:
    """Yield the names without marks that are somebody else's; a few letters may be misread, its end cut off."""
    told = fold(str(parsed.value)) if parsed else ""
    for option in options if told else ():
        letters = fold(option.text)
        compared = told[: max(len(letters), _CUT_OFF)]
        if option.folded and letters and Levenshtein.normalized_similarity(compared, letters) < _SAME_NAME:
            yield option.text, option.origin


def _best_spelled(rule: FieldRule, option: Candidate) -> Parsed | None:
    """Return what a candidate says, spelled as the engine saw it where the language is no judge.

    Words are corrected by what laws make likely: that turns ``Trương`` into ``Trường``. A name is taken as it was
    printed unless only its correction is a known one; an address the other way round. Names inside other texts stand
    behind the kind of a place or of a company.
    """
    if rule.kind == "text":
        return parsed_as(rule, option.with_printed(own_names(option.words, everywhere=rule.zone == "dia_danh")))
    corrected = parsed_as(rule, option.text)
    if rule.kind not in {"name", "addr"} or option.as_printed == option.text:
        return corrected
    printed = parsed_as(rule, option.as_printed)
    if printed is None or corrected is None:
        return corrected or printed
    first, second = (printed, corrected) if rule.kind == "name" else (corrected, printed)
    return second if "known" in second.notes and "known" not in first.notes else first


def _respelled(rule: FieldRule, parsed: Parsed | None) -> Parsed | None:
    """Return a value whose names of units are spelled as the tables have them, a person's name as it is likely to be.

    Of units the tables leave one spelling only; of people they do not, so that such a name is doubtful.
    """
    if parsed is None or not isinstance(parsed.value, str):
        return parsed
    if rule.kind in {"addr", "text"} and not rule.values:
        spelled = held_against_units(parsed.value).text
        notes = parsed.notes if rule.kind == "text" else tuple(dict.fromkeys((*parsed.notes, *_notes_of(spelled))))
        return parsed if spelled == parsed.value else Parsed(spelled, (*notes, "respelled"), parsed.used)
    if rule.kind == "name" and "known" not in parsed.notes:
        names = "; ".join(likely_spelling(name) for name in str(parsed.value).split("; "))
        notes = tuple(dict.fromkeys((*parsed.notes, "doubtful", "respelled")))
        return parsed if names == parsed.value else Parsed(names, notes, parsed.used)
    return parsed


def _notes_of(address: str) -> tuple[Note, ...]:
    again = parse("addr", address)
    return again.notes if again is not None else ()


def parsed_as(rule: FieldRule, text: str) -> Parsed | None:
    """Return the text as a value of the field; where it has a closed list, as the member that it is most like."""
    if rule.listed is not None:
        return parse_listed(rule.listed, text)
    if not rule.values:
        return parse(rule.kind, text)
    read = fold(text)
    members = {fold(member): member for member in rule.values}
    if read in members:
        return Parsed(members[read], ("known",) if members[read] in text else ("repaired",))
    kept = parse(rule.kind, text)
    if rule.kind != "text" or kept is None:
        return kept
    parts = [part.strip() for part in str(kept.value).split(",")]
    if all(part in rule.values for part in parts):
        return Parsed(", ".join(parts), ("known",))
    likeness, likest = max((Levenshtein.normalized_similarity(fold(one), read), one) for one in rule.values)
    return Parsed(likest if likeness >= _AS_LISTED else kept.value, ("doubtful",))


def differs(one: Value, other: Value, rule: FieldRule) -> bool:
    """Tell whether two values are different facts: marks, case and signs make no difference to words."""
    if one == other:
        return False
    if rule.kind in {"name", "text", "addr", "docno"}:
        return fold(str(one)) != fold(str(other))
    return rule.kind != "date" or not _is_part(str(one), str(other))


def _is_part(one: str, other: str) -> bool:
    """Tell whether one date only says less than the other."""
    return one.startswith(other) or other.startswith(one)


def _merit(candidate: Candidate, parsed: Parsed | None) -> tuple[int, float]:
    share = _NO_VALUE if parsed is None else _DOUBTFUL if "doubtful" in parsed.notes else 1.0
    return (_TRUST[candidate.origin] if parsed is not None else 0, candidate.fit * share)
