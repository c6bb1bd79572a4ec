"""How a document spells elsewhere what was read badly in its heading: ``TINH QUANG NGAI`` beside ``tỉnh Quảng Ngãi``.

Only marks on letters are ever taken from elsewhere, and only those on which the rest of the document agrees.
"""

from collections import Counter
from collections.abc import Sequence

from extract.administrative.wording import begins_territory, letters_of
from ocr.page_text import PageText, Word

_SURE = 0.9  # confidence of words that need no witness
_MANY = 3  # witnesses of a word by itself, which must be the kind of a place
_AGREED = 0.67  # share of the witnesses
_LONGEST = 4  # words
_KINDS = "tỉnh - huyện - xã - phường - quận - thành phố - thị xã - thị trấn -"
"""The kinds of places: these words are always spelled so."""
_EDGES = " .,:;()-–'\"“”"


def attested(words: Sequence[Word], pages: Sequence[PageText]) -> str | None:
    """Return the words as the rest of the document spells them, None where nothing is to be changed."""
    if all(word.confidence >= _SURE for word in words):
        return None
    own = set(map(id, words))
    witnesses = (word for page in pages for line in page.lines for word in line.words if id(word) not in own)
    kinds = [kind for _ in range(_MANY) for kind in _KINDS.split()]
    said = kinds + [word.text.strip(_EDGES) if word.confidence >= _SURE else "" for word in witnesses]
    plain = [letters_of(word) for word in said]
    spelled = [word.text for word in words]
    at = 0
    while at < len(words):
        at += _respelled(spelled, words, at, (said, plain))
    return " ".join(spelled) if spelled != [word.text for word in words] else None


def _respelled(spelled: list[str], words: Sequence[Word], at: int, rest: tuple[list[str], list[str]]) -> int:
    """Spell the longest phrase from a word on as the witnesses do; return how many words that were."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        phrase = words[at : at + length]
        if length == 1 and not begins_territory(phrase[0].text):
            return 1
        found = _agreed([word.text for word in phrase], rest)
        if found is None:
            continue
        if min(word.confidence for word in phrase) < _SURE:
            spelled[at : at + length] = [_like(new, word.text) for new, word in zip(found, phrase, strict=True)]
        return length
    return 1


def _agreed(phrase: Sequence[str], rest: tuple[list[str], list[str]]) -> tuple[str, ...] | None:
    said, plain = rest
    wanted = [letters_of(word) for word in phrase]
    places = [at for at, word in enumerate(plain) if word == wanted[0] and plain[at : at + len(wanted)] == wanted]
    votes = Counter(tuple(word.lower() for word in said[at : at + len(wanted)]) for at in places)
    if not votes:
        return None
    best, count = votes.most_common(1)[0]
    least = 1 if len(wanted) > 1 else _MANY
    return best if count >= least and count >= _AGREED * votes.total() else None


def _like(new: str, old: str) -> str:
    """Return a word in small letters with the capitals of another, and its signs kept."""
    core = old.strip(_EDGES)
    cased = new.upper() if core.isupper() else new.capitalize() if core[:1].isupper() else new
    return old.replace(core, cased)
