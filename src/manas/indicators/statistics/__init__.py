"""统计报表: what is asked of units period by period, pre-filled from records, and approved up the tree."""
