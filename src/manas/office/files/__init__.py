"""文件: kept by content, checked before they are believed."""
