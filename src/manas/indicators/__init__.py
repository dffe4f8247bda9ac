"""统计考核: numbers computed from records, each with the records it was counted from."""
