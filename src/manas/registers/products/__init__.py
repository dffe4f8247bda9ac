"""产品: what local firms and cooperatives make, in which fields, and which patents they work in it."""
