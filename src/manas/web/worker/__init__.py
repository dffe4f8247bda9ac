"""后台: the processes that do what was put off, beside the ones that answer requests."""
