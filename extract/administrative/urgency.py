"""The marks of urgency and secrecy (boxes 10a, 10b): stamped or printed alone beside or below the heading."""

from extract.administrative.heading import Heading
from extract.administrative.wording import letters_of
from extract.candidate import Candidate

_URGENT = {"hoatoc": 1.0, "hoatochengio": 1.0, "thuongkhan": 1.0, "khan": 0.9}
_SECRET = {"tuyetmat": 1.0, "toimat": 1.0, "mat": 0.9}
_CAPITALS = 0.9
_LONGEST = 3  # words


def is_mark(text: str) -> bool:
    """Tell whether a line is a mark of urgency or secrecy and nothing else."""
    return letters_of(text) in _URGENT.keys() | _SECRET.keys()


def marks(heading: Heading) -> tuple[Candidate, ...]:
    """Return the marks that stand in capitals by themselves above the text."""
    found = []
    for run in heading.above_text():
        letters = letters_of(run.text)
        if run.capital_share < _CAPITALS or len(run.words) > _LONGEST + 1:
            continue
        for name, phrases in (("do_khan", _URGENT), ("do_mat", _SECRET)):
            if letters in phrases:
                text = run.text.strip(" .,:;-–'\"|[]()")
                found.append(Candidate(name, heading.page.number, run.words, phrases[letters], stated=text))
    return tuple(found)
