"""Amounts are written in threes with commas, as statistics and papers here write them; the framework has them in one run."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
