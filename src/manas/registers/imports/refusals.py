"""How a deed of importing is refused."""

from __future__ import annotations


class ImportRefused(Exception):
    """The deed is not done; the message says why, to whoever tried."""
