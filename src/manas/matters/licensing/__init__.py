"""Licences of patents: declared to everybody, and recorded with the national office."""
