"""Transfers of patents: they pass to somebody else when the national office has registered it."""
