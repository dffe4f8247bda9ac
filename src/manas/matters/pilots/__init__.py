"""试点示范: what is applied for upward: named in a call from above, recommended within its quota, recognized, reported on."""
