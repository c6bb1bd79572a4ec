"""Papers of every document type, in several layouts each, with the true values of their fields."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from samples.typed import administrative
from samples.typed.birth import giay_chung_sinh, giay_khai_sinh, trich_luc_khai_sinh
from samples.typed.civil import trich_luc_khai_tu, xac_nhan_tinh_trang_hon_nhan
from samples.typed.contracts import hop_dong
from samples.typed.laws import van_ban_phap_luat
from samples.typed.marriage import giay_chung_nhan_ket_hon, trich_luc_ket_hon
from samples.typed.paper import TypedPaper

__all__ = ["TYPED", "TypedPaper", "typed_paper"]

TYPED: Mapping[str, Callable[[int], TypedPaper]] = MappingProxyType(
    administrative.MAKERS
    | {
        maker.__name__: maker
        for maker in (
            van_ban_phap_luat,
            hop_dong,
            giay_khai_sinh,
            trich_luc_khai_sinh,
            giay_chung_sinh,
            giay_chung_nhan_ket_hon,
            trich_luc_ket_hon,
            xac_nhan_tinh_trang_hon_nhan,
            trich_luc_khai_tu,
        )
    }
)
"""For each type code, a seed in and a paper out; seeds 0, 1, 2 … show the type's layouts in turn."""


def typed_paper(code: str, seed: int) -> TypedPaper:
    """Return a paper of the type; the same for the same seed."""
    return TYPED[code](seed)
