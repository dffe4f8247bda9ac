"""Given values: what offices above and the statistics department returned, never computed here, each with its document."""
