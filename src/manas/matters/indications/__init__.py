"""地理标志: matters of geographical indications."""
