"""一县一品: named by a county or the office, and what records know of it."""
