"""The written syllable: an onset, a rhyme, a tone.

Source: the orthography as taught (onsets and rhymes of Chữ Quốc ngữ); both placements of the tone mark (``hoà`` and
``hòa``) are accepted, because both are printed.
"""

import re
import unicodedata
from functools import lru_cache

_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em en eng eo "
    "ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai "
    "oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi "
    "ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh uêt uêu ui um un ung uơ up ut uôc "
    "uôi uôm uôn uông uôt uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương "
    "ươp ươt ươu ưt ưu y ych yê yêm yên yêng yêt yêu ynh yp yt "  # ych, ynh, yp, yt: after qu (Quỳnh, quýt)
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})(?:{'|'.join(sorted(_RHYMES.split(), key=len, reverse=True))})")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # huyền, sắc, ngã, hỏi, nặng
_VOWELS = frozenset("aăâeêioôơuưy")
_LETTERS = frozenset("bcdđfghjklmnpqrstvwxz") | _VOWELS


def toneless(text: str) -> str:
    """Return the text in lower case without tone marks, vowel signs kept (``Quyết`` -> ``quyêt``)."""
    apart = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Tell whether a word is one well-formed Vietnamese syllable with at most one tone mark, in any case."""
    apart = unicodedata.normalize("NFD", word.lower())
    if sum(mark in _TONES for mark in apart) > 1:
        return False
    return _SYLLABLE.fullmatch(toneless(word)) is not None


def is_vietnamese_letter(letter: str) -> bool:
    """Tell whether a letter is of the Vietnamese alphabet or of ASCII; only vowels carry a tone mark (not ``ñ``)."""
    bare = toneless(letter)
    return bare in _VOWELS or (bare in _LETTERS and bare == letter.lower())
