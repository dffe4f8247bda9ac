"""台账督办: the work plan as adopted: its passages, tasks, obligations and units; the work that answers them."""
