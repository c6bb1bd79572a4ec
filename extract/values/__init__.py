"""Printed text into values that compare equal when the facts are equal: dates, numbers, names, addresses."""

from extract.values.address import Resolved, Unit, resolve
from extract.values.date import compact_date, find_dates, short_date
from extract.values.identity import IdentityFacts, facts
from extract.values.kinds import parse
from extract.values.lists import parse_listed
from extract.values.number import parse_number_words
from extract.values.parsed import Note, Parsed

__all__ = [
    "IdentityFacts",
    "Note",
    "Parsed",
    "Resolved",
    "Unit",
    "compact_date",
    "facts",
    "find_dates",
    "parse",
    "parse_listed",
    "parse_number_words",
    "resolve",
    "short_date",
]
