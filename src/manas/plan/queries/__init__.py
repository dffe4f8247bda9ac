"""Questions to the plan floor, each answered by plain values that a page can show."""
