"""门面: pages, commands. Knows requests, templates, the clock."""
