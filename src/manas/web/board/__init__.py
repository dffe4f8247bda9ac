"""驾驶舱: five minutes for a leader."""
