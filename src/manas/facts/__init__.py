"""依据: what a document fixed, as dated values with their source, and a typed loader for each family."""
