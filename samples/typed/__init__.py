"""Papers of every document type, in several layouts each, with the true values of their fields."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from samples.typed import administrative
from samples.typed.birth import giay_chung_sinh, giay_khai_sinh, trich_luc_khai_sinh
from samples.typed.business import gcn_dang_ky_doanh_nghiep, gcn_dang_ky_ho_kinh_doanh, giay_phep_xay_dung
from samples.typed.cards import can_cuoc
from samples.typed.civil import trich_luc_khai_tu, xac_nhan_tinh_trang_hon_nhan
from samples.typed.contracts import hop_dong
from samples.typed.intake import don_de_nghi, giay_tiep_nhan_ho_so, to_khai
from samples.typed.land import gcn_quyen_su_dung_dat
from samples.typed.laws import van_ban_phap_luat
from samples.typed.licences import bang_tot_nghiep, giay_phep_lai_xe
from samples.typed.marriage import giay_chung_nhan_ket_hon, trich_luc_ket_hon
from samples.typed.others import khac
from samples.typed.paper import TypedPaper
from samples.typed.residence import so_ho_khau, xac_nhan_cu_tru

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
            can_cuoc,
            xac_nhan_cu_tru,
            so_ho_khau,
            gcn_quyen_su_dung_dat,
            giay_phep_xay_dung,
            gcn_dang_ky_doanh_nghiep,
            gcn_dang_ky_ho_kinh_doanh,
            giay_phep_lai_xe,
            bang_tot_nghiep,
            giay_tiep_nhan_ho_so,
            to_khai,
            don_de_nghi,
            khac,
        )
    }
)
"""For each type code, a seed in and a paper out; seeds 0, 1, 2 … show the type's layouts in turn."""


def typed_paper(code: str, seed: int) -> TypedPaper:
    """Return a paper of the type; the same for the same seed."""
    return TYPED[code](seed)
