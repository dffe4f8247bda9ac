"""专利导航: a landscape of patents: trend, classes, holders, life cycle, technology and effect, local strength and need."""
