"""保护: cases and disputes over intellectual property."""
