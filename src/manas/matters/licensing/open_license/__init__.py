"""专利开放许可: a declaration checked, published, taken up, and withdrawn."""
