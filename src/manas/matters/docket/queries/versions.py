"""Which versions of their flow the open matters of each kind run by, and what would become of them in the newest one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from manas.engines.flow.model import Words
from manas.matters.docket.kinds import Kind, kinds
from manas.matters.docket.models import Matter


@dataclass(frozen=True, slots=True)
class Standing:
    """Open matters of one version in one state: how many, and the state that they would have in the newest version; none when
    it has no place for them, or when it is the newest that they run by."""

    version: int
    state: Words
    count: int
    target: Words | None
    newest: bool

    @property
    def movable(self) -> bool:
        return self.target is not None and not self.newest


@dataclass(frozen=True, slots=True)
class Versions:
    """A kind with its versions and where its open matters stand in them."""

    kind: Kind
    standings: tuple[Standing, ...]

    @property
    def versions(self) -> tuple[int, ...]:
        return tuple(flow.version for flow in self.kind.flows)

    @property
    def movable(self) -> int:
        """How many matters could be moved to the newest version, as far as their states tell."""
        return sum(standing.count for standing in self.standings if standing.movable)


def versions() -> list[Versions]:
    """This function will count the open matters (drafts among them) of every kind by version and state, in one query."""
    rows = _open().values_list("kind", "flow_version", "state").annotate(count=Count("pk"))
    found: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for key, version, state, count in rows.order_by("kind", "flow_version", "state"):
        found[key].append((version, state, count))
    return [Versions(kind, _standings(kind, found[kind.key])) for kind in kinds().values()]


def old_matters(kind: Kind) -> QuerySet[Matter]:
    """This function will give the open matters of a kind that run by an older version of its flow."""
    return _open().filter(kind=kind.key, flow_version__lt=kind.flow.version)


def new_state(kind: Kind, state: str, version: int) -> str | None:
    """This function will give the state that an open matter would have in the newest version; absent when it cannot follow."""
    target = kind.moved(state, version, kind.flow.version)
    return None if target is None or kind.flow.state(target).final else target


def _open() -> QuerySet[Matter]:
    return Matter.objects.filter(closed_at=None).order_by()


def _standings(kind: Kind, counted: list[tuple[int, str, int]]) -> tuple[Standing, ...]:
    return tuple(_standing(kind, version, state, count) for version, state, count in counted)


def _standing(kind: Kind, version: int, state: str, count: int) -> Standing:
    target = new_state(kind, state, version)
    return Standing(
        version=version,
        state=kind.version(version).state(state).label,
        count=count,
        target=kind.flow.state(target).label if target else None,
        newest=version == kind.flow.version,
    )
