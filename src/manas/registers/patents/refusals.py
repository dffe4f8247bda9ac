"""How a deed on the register is refused."""

from __future__ import annotations


class PatentRefused(Exception):
    """The deed is not done; the message says why, to whoever tried."""
