"""匹配索引: the index of patents on disk, written by one process at a time, read by many from mapped files."""
