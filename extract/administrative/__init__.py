"""Pages of an administrative document in, its fields out: the zones of Nghị định 30/2020/NĐ-CP, annex I."""

from extract.administrative.reading import read_administrative
from extract.administrative.title import Title, title_of

__all__ = ["Title", "read_administrative", "title_of"]
