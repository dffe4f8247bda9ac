"""Questions about patents."""
