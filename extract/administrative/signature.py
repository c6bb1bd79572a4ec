"""Who signed, and in which office (boxes 7a and 7b): capitals at the bottom right, the name under the seal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.administrative.names import Name, name_in
from extract.administrative.runs import Run, level, row_around, runs_of
from extract.administrative.wording import (
    TITLES,
    has_powers,
    is_e_signature,
    letters_of,
    of_the_people,
    office_begun,
    office_in,
    office_spelled,
    plain,
)
from extract.candidate import Candidate
from extract.listed_names import held_against_units
from extract.values.name import is_perhaps_misread
from ocr.page_text import PageText

_CAPITALS = 0.7
_RIGHT = 0.5  # of the width: where the middle of a signature lies
_PROSE = 0.5  # of the width: what is wider is text
_FOOTER = 0.93  # of the height
_LINE = 1.3  # letter heights between lines of an office
_FRAGMENT = 4  # letters: a lone line of so few is what a seal left of another
_WORD_GAP = 2.6
_DEEP = 330.0  # points from the office to the name
_BESIDE = 75.0  # points from the axis of the office to that of the name
_OFF_AXIS = 10.0  # points from the axis of the office: a name that lies farther off has perhaps lost a part
_LESS = 0.3
_WHOLE = 0.5  # sureness below which a part of a name may be missing
_TWO_SIGN = (0.75, 0.6)  # fit of the signers at the right and at the left where two sign
_BEHIND = 0.75  # of the fit of the one at the right: no rival to it
_DOUBTED = 0.3  # of the fit
_NOTARY = "congchungvien"  # attests what others signed
_UNDER_NOTHING = 0.5  # fit of a name without any office above it
_SIGNED_BY = frozenset({"kyboi", "nguoiky", "duockyboi"})
_POWER_SIGN = re.compile(r"^(TM|KT|TL|TUQ|TUN|Q)[^\w\s./]+")
_SIGNS_FOR = re.compile(r"\W*(kt|tl|tuq|k/t|t/l|tu/q)\b")
_BY_MANDATE = re.compile(r"^TU[GOQ0]{1,2}\.")  # Q is read as G, O or both


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of an office, top to bottom, and the name below them where one was read."""

    page: PageText
    office: tuple[Run, ...]
    name: Name | None

    @property
    def sure(self) -> float:
        return self.name.sure if self.name else 0.0


def signers(pages: Sequence[PageText]) -> tuple[Candidate, ...]:
    """Return the office and the name of who signed, from the last page that bears a signature."""
    for page in reversed(pages):
        found = _on_page(page)
        if found:
            return found
    return ()


def _on_page(page: PageText) -> tuple[Candidate, ...]:
    runs = runs_of(page)
    end = _text_ends(page, runs)
    low = [run for run in runs if run.box.middle[1] > end and not is_e_signature(run.text)]
    right = _block(page, low, [run for run in low if _is_office(run) and run.box.middle[0] > _RIGHT * page.width])
    if right is None:
        return _without_office(page, low)
    left = _left_block(page, low, right)
    if left is None:
        return (*_candidates(right, 1.0), *(() if right.name else _by_certificate(page, runs)))
    first = _candidates(right, _TWO_SIGN[0])
    return (*first, *_beside(first, _candidates(left, _TWO_SIGN[1])))


def _beside(first: Sequence[Candidate], second: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return what the second signer has where the first has it too, never as sure: who signs at the right counts."""
    fits = {candidate.name: candidate.fit for candidate in first}
    return tuple(
        replace(candidate, fit=round(min(candidate.fit, _BEHIND * fits[candidate.name]), 3))
        for candidate in second
        if candidate.name in fits
    )


def _text_ends(page: PageText, runs: Sequence[Run]) -> float:
    """Return the level of the last line of the text."""
    prose = [
        run.box.middle[1]
        for run in runs
        if run.box.width > _PROSE * page.width and run.box.y1 < _FOOTER * page.height and run.capital_share < _CAPITALS
    ]
    closed = [run.box.middle[1] for run in runs if run.text.rstrip().endswith("./.")]
    return max((*prose, *closed), default=0.0)


def _is_office(run: Run) -> bool:
    if run.capital_share < _CAPITALS or len(run.words) > 14 or letters_of(run.text) in map(letters_of, TITLES):
        return False
    if letters_of(run.text).startswith(_NOTARY):
        return False
    return has_powers(run.text) or office_in(run.text) is not None or office_begun(run.text) is not None


def _block(page: PageText, low: Sequence[Run], heads: Sequence[Run]) -> _Block | None:
    if not heads:
        return None
    office = [heads[0]]
    for run in low:
        if run is heads[0] or run.box.middle[1] < heads[0].box.y1 or abs(_axis(run) - _axis(heads[0])) > _BESIDE:
            continue
        near = run.box.y0 - office[-1].box.y1 < _LINE * run.height and run.capital_share > _CAPITALS
        near = (
            near
            and len(letters_of(run.text)) > _FRAGMENT
            and sum(map(str.isalpha, run.text)) > 0.7 * len(run.text.replace(" ", ""))
        )
        if run in heads or (near and name_in(run.words) is None):
            office.append(run)
    return _Block(page, tuple(office), _name_below(low, office))


def _axis(run: Run) -> float:
    return run.box.middle[0]


def _name_below(low: Sequence[Run], office: Sequence[Run]) -> Name | None:
    top, axis = office[-1].box.middle[1] + 0.6 * office[-1].height, _axis(office[0])
    reach = max(_BESIDE, 0.6 * max(run.box.width for run in office))
    names: list[tuple[float, Name]] = []
    for run in low:
        if not top < run.box.middle[1] < top + _DEEP or abs(_axis(run) - axis) > reach or run in office:
            continue
        row = row_around(run, [mate for mate in low if abs(_axis(mate) - axis) < 2 * reach], _WORD_GAP)
        for words in (row.words, run.words):
            name = name_in(words)
            if name is not None:
                sure = name.sure if abs(_axis(run) - axis) < _OFF_AXIS else _LESS * name.sure
                names.append((sure - abs(_axis(run) - axis) / 1000, replace(name, sure=sure)))
    return max(names, key=lambda found: found[0])[1] if names else None


def _left_block(page: PageText, low: Sequence[Run], right: _Block) -> _Block | None:
    """Return a second signature at the left, where recipients usually stand."""
    if any(letters_of(run.text).startswith("noinhan") for run in low):
        return None
    middle = _RIGHT * page.width
    heads = [run for run in low if _is_office(run) and _axis(run) < 0.9 * middle]
    heads = [run for run in heads if any(level(run.box, other.box) for other in right.office)]
    block = _block(page, [run for run in low if _axis(run) < middle], heads)
    return block if block and block.name else None


def _candidates(block: _Block, fit: float) -> tuple[Candidate, ...]:
    found = []
    office = _office_text(block.office)
    sure = min(_office_fit(run) for run in block.office)
    words = tuple(word for run in block.office for word in run.words)
    named = any(office_in(run.text) or office_begun(run.text) for run in block.office)
    named = named and not _is_half(block.office)
    notes = ("doubtful",) if not named else ("known",) if all(map(_is_listed, block.office)) else ()
    sure = round((sure if named else _DOUBTED) * fit, 3)
    found.append(Candidate("chuc_vu_nguoi_ky", block.page.number, words, sure, stated=office, notes=notes))
    if block.name is not None:
        found.append(_signer(block.page, block.name, fit))
    return tuple(found)


def _signer(page: PageText, name: Name, fit: float) -> Candidate:
    """Return the name as the signer, doubtful where a part may be missing or a mark misread."""
    doubtful = name.sure < _WHOLE or is_perhaps_misread(name.text) or not name.has_family
    sure = round((min(name.sure, _DOUBTED) if doubtful else name.sure) * fit, 3)
    notes = ("doubtful",) if doubtful else ()
    return Candidate("nguoi_ky", page.number, name.words, sure, stated=name.text, notes=notes)


def _office_fit(run: Run) -> float:
    if office_in(run.text) or has_powers(run.text):
        return 1.0
    return 0.6 if office_begun(run.text) else 0.9


def _office_text(office: Sequence[Run]) -> str:
    return of_the_people(" ".join(_spelled(run) for run in office))


def _spelled(run: Run) -> str:
    """Return a line of the office; offices are few, so that badly read ones are spelled as they can only be."""
    text = _BY_MANDATE.sub("TUQ.", run.text.strip(" -–'\"“‘”’.,:;|_*~`"))
    text = _POWER_SIGN.sub(r"\1.", text)
    begun = office_begun(run.text)
    if begun is not None:
        return begun
    named = office_spelled(text)
    if named is None:
        return text
    powers = text[: len(text) - len(named)].strip() if has_powers(text) else ""
    return f"{powers} {named}".strip()


def _is_half(office: Sequence[Run]) -> bool:
    """Tell whether the office of who signs for another is missing, or reads as the other's: ``PHÓ`` was lost then."""
    if _SIGNS_FOR.match(plain(office[-1].text)):
        return True
    return any(
        _SIGNS_FOR.match(plain(upper.text)) and office_spelled(upper.text) == office_spelled(lower.text) is not None
        for upper, lower in pairwise(office)
    )


def _is_listed(run: Run) -> bool:
    """Tell whether a line is nothing but a known office, or acts for a body."""
    text = _spelled(run)
    return office_spelled(text) is not None or (has_powers(text) and held_against_units(text).known)


def _by_certificate(page: PageText, runs: Sequence[Run]) -> tuple[Candidate, ...]:
    """Return the person that the visible part of a digital signature names, where no name is printed."""
    for run in runs:
        label = next((at for at, word in enumerate(run.words) if word.text.endswith(":")), None)
        if label is None or letters_of(" ".join(word.text for word in run.words[: label + 1])) not in _SIGNED_BY:
            continue
        name = name_in(run.words[label + 1 :])
        if name is not None:
            return (_signer(page, name, _UNDER_NOTHING),)
    return ()


def _without_office(page: PageText, low: Sequence[Run]) -> tuple[Candidate, ...]:
    """Return the name at the bottom right of a page whose office lies under the seal."""
    if not any(letters_of(run.text).startswith("noinhan") for run in low):
        return ()
    names = [name_in(run.words) for run in low if _axis(run) > 0.58 * page.width]
    best = max((name for name in names if name), key=lambda name: name.sure, default=None)
    if best is None:
        return ()
    return (_signer(page, best, _UNDER_NOTHING),)
