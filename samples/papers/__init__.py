"""Every kind of paper the generator draws: a seed in, the paper and its truth out."""

from collections.abc import Callable
from types import MappingProxyType

from samples.papers.civil import giay_chung_nhan_ket_hon, trich_luc_khai_sinh
from samples.papers.forms import don
from samples.papers.official import cong_van, quyet_dinh
from samples.papers.prose import van_xuoi
from samples.papers.table import bang
from samples.truth import Paper

PAPERS: MappingProxyType[str, Callable[[int], Paper]] = MappingProxyType(
    {
        "quyet_dinh": quyet_dinh,
        "cong_van": cong_van,
        "trich_luc_khai_sinh": trich_luc_khai_sinh,
        "giay_chung_nhan_ket_hon": giay_chung_nhan_ket_hon,
        "bang": bang,
        "don": don,
        "van_xuoi": van_xuoi,
    }
)

__all__ = [
    "PAPERS",
    "bang",
    "cong_van",
    "don",
    "giay_chung_nhan_ket_hon",
    "quyet_dinh",
    "trich_luc_khai_sinh",
    "van_xuoi",
]
