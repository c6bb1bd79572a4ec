"""Printed text into values that compare equal when the facts are equal: dates, numbers, names, addresses."""
