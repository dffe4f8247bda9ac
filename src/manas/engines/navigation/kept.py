"""A survey as it is kept: the landscape as plain values, the evidence as packed bytes, both under one hash."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from itertools import accumulate, pairwise
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from manas.engines.navigation.model import Figure, Landscape, Survey


def plain(landscape: Landscape) -> dict[str, Any]:
    """This function will give a landscape as texts, numbers, lists and mappings, as JSON holds them."""
    return cast("dict[str, Any]", json.loads(json.dumps(asdict(landscape), default=date.isoformat)))


def read(values: Mapping[str, Any]) -> Landscape:
    """This function will give the landscape that `plain` wrote; TypeError, KeyError or ValueError for anything else."""
    return cast("Landscape", _built(Landscape, values))


def packed(evidence: Mapping[str, Sequence[int]]) -> bytes:
    """This function will pack ascending numbers: the distances between neighbors, as JSON, compressed."""
    distances = {code: [after - before for before, after in pairwise((0, *keys))] for code, keys in evidence.items()}
    return zlib.compress(_canonical(distances), 6)


def unpacked(data: bytes) -> dict[str, tuple[int, ...]]:
    """This function will give back what `packed` took."""
    return {code: tuple(accumulate(steps)) for code, steps in json.loads(zlib.decompress(data)).items()}


def seal(survey: Survey) -> str:
    """This function will compute the SHA-256 (hex) of a landscape with all that is behind it."""
    content = [plain(survey.landscape), {code: list(keys) for code, keys in survey.evidence.items()}]
    return hashlib.sha256(_canonical(content)).hexdigest()


def figures(part: object) -> Iterator[Figure]:
    """This function will give every figure of a landscape, or of a part of it, in order."""
    if isinstance(part, Figure):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from figures(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from figures(getattr(part, field.name))


def _canonical(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _built(kind: Any, value: Any) -> Any:  # noqa: ANN401  # whatever the annotation says
    """Typed by the annotations of the dataclasses: texts, numbers, days, choices, tuples and dataclasses of them."""
    if get_origin(kind) is UnionType:
        inner = next(one for one in get_args(kind) if one is not type(None))
        return None if value is None else _built(inner, value)
    if get_origin(kind) is tuple:
        return tuple(_built(get_args(kind)[0], one) for one in value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return cast("Any", kind)(**{name: _built(hints[name], one) for name, one in value.items()})
    return date.fromisoformat(value) if kind is date else kind(value)
