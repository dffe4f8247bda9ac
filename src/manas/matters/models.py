"""The tables of this floor: those of the docket, and those of every kind that has columns of its own."""

from importlib import import_module
from pkgutil import walk_packages

import manas.matters
from manas.matters.docket.models import Counter, Gram, Matter, Rating

for found in walk_packages(manas.matters.__path__, "manas.matters."):
    if found.name.endswith(".models") and found.name.count(".") > 3:
        import_module(found.name)

__all__ = ["Counter", "Gram", "Matter", "Rating"]
