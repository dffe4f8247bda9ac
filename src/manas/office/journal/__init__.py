"""操作日志: who did what, when, on what; appended only, each line sealed with the hash of the line before."""
