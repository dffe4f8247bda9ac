"""专利许可备案: a contract recorded within its limit, and written on the patent that it concerns."""
