"""Printed text into values that compare equal when the facts are equal: dates, numbers, names, addresses."""

from extract.values.date import find_dates, parse_date
from extract.values.identity import IdentityFacts, facts
from extract.values.number import parse_number_words
from extract.values.parsed import Note, Parsed

__all__ = ["IdentityFacts", "Note", "Parsed", "facts", "find_dates", "parse_date", "parse_number_words"]
