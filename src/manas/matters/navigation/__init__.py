"""专利导航: matters of patent navigation, from the question to the decision that took the answer over."""
