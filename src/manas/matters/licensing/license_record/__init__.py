"""专利许可、转让备案登记: a contract recorded within its limit, and written on the patent that it concerns."""
