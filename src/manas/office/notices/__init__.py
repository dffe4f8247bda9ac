"""通知: what people are told, over which channel, and what became of it."""
