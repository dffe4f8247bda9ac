"""期限: which day a time limit ends on, and why."""
