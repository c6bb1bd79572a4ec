"""Who issues administrative papers: committees, councils, departments, ministries, schools."""

from dataclasses import dataclass
from datetime import date
from random import Random

from samples.typed import places
from samples.typed.head import Body
from samples.typed.places import Unit

DEPARTMENTS = (
    ("SỞ NỘI VỤ",), ("SỞ TƯ PHÁP",), ("SỞ XÂY DỰNG",), ("SỞ TÀI CHÍNH",), ("SỞ Y TẾ",),
    ("SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"), ("SỞ TÀI NGUYÊN", "VÀ MÔI TRƯỜNG"), ("SỞ GIÁO DỤC VÀ ĐÀO TẠO",),
    ("SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"), ("THANH TRA TỈNH",), ("BAN DÂN TỘC",),
)  # fmt: skip
SYMBOLS = ("SNV", "STP", "SXD", "STC", "SYT", "SNNMT", "STNMT", "SGDĐT", "SVHTTDL", "TTr", "BDT")
MINISTRIES = (
    ("", "BỘ TƯ PHÁP", "BTP"), ("", "BỘ NỘI VỤ", "BNV"), ("", "VĂN PHÒNG CHÍNH PHỦ", "VPCP"),
    ("BỘ TÀI CHÍNH", "CỤC THUẾ", "CT"), ("BỘ CÔNG AN", "CỤC CẢNH SÁT GIAO THÔNG", "CSGT"),
    ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG ĐẠI HỌC SƯ PHẠM KỸ THUẬT", "ĐHSPKT"),
    ("TÒA ÁN NHÂN DÂN TỐI CAO", "TÒA ÁN NHÂN DÂN TỈNH", "TA"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body, the letters of its numbers, in whose power it signs (one choice after the other, rows inside)."""

    body: Body
    symbol: str
    powers: tuple[tuple[str, ...], ...]
    address: str


def issuer(rng: Random, day: date, *, council: bool = False) -> Issuer:
    """Return somebody who issues papers on the day."""
    place = places.unit(rng, day)
    if council:
        return _council(rng, place)
    return rng.choice((_committee, _committee, _department, _department, _ministry, _office))(rng, place)


def typewritten(rng: Random) -> Issuer:
    """Return a committee as papers of the nineties wrote it."""
    place = places.old_unit(rng)
    level = rng.choice((place.district, place.province)).upper()
    body = Body("", ("UỶ BAN NHÂN DÂN", level), places.bare(level.title()), "UỶ BAN NHÂN DÂN", level)
    where = places.bare(place.district if level == place.district.upper() else place.province)
    body = Body(body.above, body.lines, where, body.ring, body.foot)
    powers = (
        ("T/M UBND " + level.split(" ", 1)[0], "K/T CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("T/M UỶ BAN NHÂN DÂN", "CHỦ TỊCH"),
    )
    return Issuer(body, "UB", powers, place.worded("long"))


def _committee(rng: Random, place: Unit) -> Issuer:
    level = rng.choice([each for each in place.levels if each])
    upper = level.upper()
    town = places.bare(level)
    if rng.random() < 0.35 and level != place.province:
        body = Body(f"UBND {place.province}".upper(), (f"UBND {upper}",), town, "ỦY BAN NHÂN DÂN", upper)
    else:
        body = Body("", ("ỦY BAN NHÂN DÂN", upper), town, "ỦY BAN NHÂN DÂN", upper)
    powers = (
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ("CHỦ TỊCH",),
    )
    return Issuer(body, "UBND", powers, place.worded("long"))


def _council(rng: Random, place: Unit) -> Issuer:
    level = rng.choice([each for each in place.levels if each])
    body = Body("", ("HỘI ĐỒNG NHÂN DÂN", level.upper()), places.bare(level), "HỘI ĐỒNG NHÂN DÂN", level.upper())
    return Issuer(
        body, "HĐND", (("CHỦ TỊCH",), ("TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")), ""
    )


def _department(rng: Random, place: Unit) -> Issuer:
    which = rng.randrange(len(DEPARTMENTS))
    lines = DEPARTMENTS[which]
    above = f"UBND {place.province}".upper() if rng.random() < 0.6 else f"ỦY BAN NHÂN DÂN\n{place.province.upper()}"
    body = Body(above, lines, places.bare(place.province), " ".join(lines)[:24], place.province.upper())
    powers = (("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"))
    return Issuer(body, SYMBOLS[which], powers, place.worded("long"))


def _ministry(rng: Random, _: Unit) -> Issuer:
    above, name, symbol = rng.choice(MINISTRIES)
    chief = "HIỆU TRƯỞNG" if name.startswith("TRƯỜNG") else "CỤC TRƯỞNG" if name.startswith("CỤC") else "BỘ TRƯỞNG"
    chief = "CHÁNH ÁN" if name.startswith("TÒA") else "BỘ TRƯỞNG, CHỦ NHIỆM" if name.startswith("VĂN") else chief
    deputy = {"BỘ TRƯỞNG": "THỨ TRƯỞNG", "BỘ TRƯỞNG, CHỦ NHIỆM": "PHÓ CHỦ NHIỆM"}.get(chief, f"PHÓ {chief}")
    body = Body(above, (name,), "Hà Nội", name[:24], "★")
    return Issuer(body, symbol, ((chief,), (f"KT. {chief}", deputy)), "")


def _office(_: Random, place: Unit) -> Issuer:
    body = Body(
        f"UBND {place.province}".upper(),
        ("VĂN PHÒNG",),
        places.bare(place.province),
        "VĂN PHÒNG UBND",
        place.province.upper(),
    )
    return Issuer(
        body, "VP", (("CHÁNH VĂN PHÒNG",), ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")), place.worded("long")
    )
