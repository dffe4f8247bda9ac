"""全国存量专利推送: lists of pushed patents, the firms that are asked about them, what they answer."""
