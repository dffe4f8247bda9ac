"""分类表: code tables of others that the office loads itself: IPC with Chinese titles, industries of GB/T 4754."""
