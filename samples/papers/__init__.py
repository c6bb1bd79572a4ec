"""Every kind of paper the generator draws: a seed in, the paper and its truth out."""

from collections.abc import Callable
from types import MappingProxyType

from samples.papers.civil import giay_chung_nhan_ket_hon, trich_luc_khai_sinh
from samples.papers.forms import don
from samples.papers.official import cong_van, quyet_dinh
from samples.papers.prose import van_xuoi
from samples.papers.table import bang
from samples.papers.varied import bang_so, dia_chi, ho_ten, tho, truyen
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
    "VARIED",
    "bang",
    "cong_van",
    "don",
    "giay_chung_nhan_ket_hon",
    "quyet_dinh",
    "trich_luc_khai_sinh",
    "van_xuoi",
]

VARIED: MappingProxyType[str, Callable[[int], Paper]] = MappingProxyType(
    {"tho": tho, "truyen": truyen, "ho_ten": ho_ten, "dia_chi": dia_chi, "bang_so": bang_so}
)
"""Pages that are nothing like administrative prose."""
