"""Values of indicators, and the rows that each was counted from: both by one query."""
