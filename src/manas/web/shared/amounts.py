"""Amounts of money as pages write them."""

from __future__ import annotations

from decimal import Decimal


def grouped(amount: Decimal) -> str:
    """This function will write an amount in yuan with two places and a comma between thousands: 1,234,567.80."""
    return f"{amount:,.2f}"
