"""Bringing those who need and those who offer technology together: needs, and pairs followed to their end."""
