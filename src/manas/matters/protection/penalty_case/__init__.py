"""行政处罚案件: from the first clue to the archive, by the ordinary or the simple procedure, to the police and back."""
