"""Documents as a province keeps them, in words only: letters of offices, decisions, civil status, land; all invented.

Running text walks along the pairs of words of the language model that is shipped, so words are as frequent and as often
neighbours as in real papers; one word in fifty is spoiled as a reader spoils it. The same seed gives the same papers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from ocr.vietnamese.ngrams import SPECIAL, START, STEP, ngrams
from samples.people import FAMILY, GIVEN, MIDDLE, PLACES, Place, Sex
from storage.search_index import FieldValue

UNITS = 40
DOSSIERS_EVERY = 3  # documents of one dossier, on average
_BATCH = 500  # documents whose running text is made at once
_FIRST_DAY = datetime(2021, 1, 4, tzinfo=UTC)
_BODY = (140, 330)  # words of running text on a page
_SPOILED = 0.02
_LETTERS = "aeioucnhtgmộạếđ"


@dataclass(frozen=True, slots=True)
class SearchPaper:
    """A document: what stands on its pages, its fields, and where it belongs."""

    kind: str
    unit: str
    dossier: str
    received_at: datetime
    pages: tuple[str, ...]
    fields: tuple[FieldValue, ...]


def search_papers(count: int, seed: int = 0) -> Iterator[SearchPaper]:
    """Yield so many documents, in the order of their arrival."""
    for batch in range(0, count, _BATCH):
        rng = Random(f"{seed}/{batch}")  # noqa: S311 - invented papers need no cryptographic chance
        size = min(_BATCH, count - batch)
        lengths = [rng.randint(*_BODY) for _ in range(2 * size)]
        bodies = iter(_running_text(lengths, rng.getrandbits(32)))
        for number in range(size):
            yield _paper(rng, batch + number, count, (next(bodies), next(bodies)))


def _paper(rng: Random, number: int, count: int, bodies: tuple[str, str]) -> SearchPaper:
    place = rng.choice(PLACES)
    unit = min(UNITS - 1, int(rng.expovariate(0.12)))
    sexes: tuple[Sex, Sex] = ("Nam", "Nữ")
    sex = rng.choice(sexes)
    name = f"{rng.choice(FAMILY)} {rng.choice(MIDDLE[sex])} {rng.choice(GIVEN[sex])}"
    received = _FIRST_DAY + timedelta(minutes=number * 1_000_000 // count)
    day = received - timedelta(days=rng.randint(0, 4000))
    identity = f"{place.province_code}{rng.randint(0, 3)}{rng.randint(50, 99)}{rng.randint(0, 999_999):06d}"
    kind, symbol, title = rng.choice(_KINDS)
    docno = f"{rng.randint(1, 9999)}/{symbol}"
    head = _head(place, docno, day, title)
    facts = (
        f"Họ, chữ đệm, tên: {name} Giới tính: {sex} Số định danh cá nhân: {identity}\n"
        f"Nơi cư trú: thôn {rng.randint(1, 12)}, {place.full}\nNgày, tháng, năm sinh: {day:%d/%m/%Y}"
    )
    first = f"{head}\n{facts}\n{bodies[0]}\nNơi nhận: - Như trên; - Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    pages = (first, f"{bodies[1]}\nNgười ký: {name}") if rng.random() < 0.5 else (first,)
    fields = (
        *(FieldValue("ho_ten", name, 1), FieldValue("so_dinh_danh", identity, 1), FieldValue("gioi_tinh", sex, 1)),
        *(FieldValue("so_ky_hieu", docno, 1), FieldValue("ngay_ban_hanh", f"{day:%Y-%m-%d}", 1)),
        *(FieldValue("co_quan_ban_hanh", f"ỦY BAN NHÂN DÂN {place.commune}".upper(), 1),),
        *(FieldValue("noi_cu_tru", place.full, 1), FieldValue("trich_yeu", " ".join(bodies[0].split()[:18]), 1)),
    )
    dossier = f"H{unit:02d}-{rng.randrange(max(1, count // DOSSIERS_EVERY)):06d}"
    return SearchPaper(kind, f"don-vi-{unit:02d}", dossier, received, pages, fields)


def _head(place: Place, docno: str, day: datetime, title: str) -> str:
    return (
        f"ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{place.commune.upper()} Độc lập - Tự do - Hạnh phúc\n"
        f"Số: {docno} {place.commune}, ngày {day:%d} tháng {day:%m} năm {day:%Y}\n{title}"
    )


_KINDS = (
    ("quyet_dinh", "QĐ-UBND", "QUYẾT ĐỊNH\nVề việc giải quyết hồ sơ đề nghị"),
    ("cong_van", "UBND-NC", "V/v trả lời đơn kiến nghị"),
    ("to_trinh", "TTr-PTP", "TỜ TRÌNH\nVề việc phê duyệt"),
    ("trich_luc_khai_sinh", "TLKS-BS", "TRÍCH LỤC KHAI SINH (BẢN SAO)"),
    ("giay_phep_xay_dung", "GPXD", "GIẤY PHÉP XÂY DỰNG"),
    ("gcn_quyen_su_dung_dat", "GCN", "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"),
)


def _running_text(lengths: Sequence[int], seed: int) -> Iterator[str]:
    """Yield texts of so many words, capitals and stops where sentences begin and end."""
    chance = np.random.default_rng(seed)
    begins, totals, follows = _pairs()
    words = ngrams().words
    states = np.full(len(lengths), START)
    steps = []
    for _ in range(max(lengths)):
        low, high = totals[begins[states]], totals[begins[states + 1]]
        drawn = np.searchsorted(totals, low + chance.random(len(states)) * (high - low), side="right") - 1
        states = np.where(high > low, follows[np.clip(drawn, 0, len(follows) - 1)], START)
        steps.append(states)
    spoil = Random(seed)  # noqa: S311
    for length, row in zip(lengths, np.stack(steps, axis=1), strict=True):
        yield _written(spoil, [words[state] for state in row[:length]])


def _written(rng: Random, words: Sequence[str]) -> str:
    text = []
    for word in words:
        if word == SPECIAL[0]:
            text.append(".\n" if rng.random() < 0.5 else ".")
        elif word in SPECIAL:
            text.append(str(int(10 ** rng.uniform(0, 5))))
        elif rng.random() < _SPOILED:
            place = rng.randrange(len(word))
            text.append(word[:place] + rng.choice(_LETTERS) + word[place + 1 :])
        else:
            text.append(word)
    return " ".join(text)


@cache
def _pairs() -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Return for each word where its followers begin, the running sum of how likely they are, and the followers."""
    model = ngrams()
    keys = np.asarray(model.bigram_keys, dtype=np.int64)
    likely = np.exp(-np.asarray(model.bigrams) / STEP)
    firsts, seconds = np.divmod(keys, len(model.words))
    begins = np.searchsorted(firsts, np.arange(len(model.words) + 1))
    return begins, np.concatenate([[0.0], np.cumsum(likely)]), seconds
