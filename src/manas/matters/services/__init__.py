"""服务: help and advice for whoever asks."""
