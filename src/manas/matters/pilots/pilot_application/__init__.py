"""One application upward: its materials, the recommendation, the answer from above, the years of recognition."""
