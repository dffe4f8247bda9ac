"""Kinds declared otherwise for the length of a test, as a later edition of the program would declare them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module

import pytest

from manas.engines.flow.model import Flow
from manas.matters.docket import kinds as registry
from manas.matters.docket.kinds import Kind


@contextmanager
def declared(kind: Kind) -> Iterator[Kind]:
    """This function will let the room of a kind declare `kind` in its place."""
    room = import_module(f"{registry.rooms()[kind.key]}.flow")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "KIND", kind)
        registry._found.cache_clear()
        yield kind
    registry._found.cache_clear()


@contextmanager
def second_version(key: str, **changes: object) -> Iterator[Flow]:
    """This function will give a kind a second version of its flow, which differs from the first by `changes`."""
    kind = registry.kinds()[key]
    newer: Flow = replace(kind.flow, version=kind.flow.version + 1, **changes)  # type: ignore[arg-type]  # fields by name
    with declared(replace(kind, flows=(*kind.flows, newer))):
        yield newer
