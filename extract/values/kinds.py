"""One door to the parsers: a kind and a printed text in, a value in the normal form of the kind out."""

from collections.abc import Callable
from functools import cache

from extract.field import Kind
from extract.values.address import parse_address
from extract.values.amount import parse_area, parse_int, parse_money
from extract.values.date import parse_date
from extract.values.document_number import parse_document_number
from extract.values.flag import parse_bool
from extract.values.identity import parse_id9, parse_id12
from extract.values.name import parse_name
from extract.values.parsed import Parsed
from extract.values.sex import parse_sex
from extract.values.tax import parse_tax
from extract.values.text import parse_text


def parse(kind: Kind, text: str) -> Parsed | None:
    """Return what a printed text says as a value of a kind; None where it says none. Of no text does it raise."""
    return _parsers()[kind](text)


@cache
def _parsers() -> dict[Kind, Callable[[str], Parsed | None]]:
    return {
        "name": parse_name,
        "text": parse_text,
        "addr": parse_address,
        "date": parse_date,
        "docno": parse_document_number,
        "id12": parse_id12,
        "id9": parse_id9,
        "tax": parse_tax,
        "sex": parse_sex,
        "area": parse_area,
        "money": parse_money,
        "int": parse_int,
        "bool": parse_bool,
    }
