"""What matching compares: a need split into its elements, a patent that is offered, and who asks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Element(StrEnum):
    """The five parts of a technology need."""

    PROBLEM = "problem"
    OBJECT = "object"
    FUNCTION = "function"
    PERFORMANCE = "performance"
    SCENE = "scene"


@dataclass(frozen=True, slots=True)
class Need:
    """A need as it was written, and its elements as somebody confirmed them; an element may be unsaid.

    `classes`: the IPC subclasses that somebody confirmed.
    """

    text: str
    title: str = ""
    problem: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    function: tuple[str, ...] = ()
    performance: tuple[str, ...] = ()
    scene: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    def of(self, element: Element) -> tuple[str, ...]:
        """This function will give what is said of an element."""
        said: tuple[str, ...] = getattr(self, element.value)
        return said

    @property
    def sought(self) -> tuple[str, ...]:
        """This function will give what an answer must speak of: the object and the function."""
        return self.object + self.function


@dataclass(frozen=True, slots=True)
class Offer:
    """A patent as it is compared; `classes` are IPC symbols as written, `holders` whatever names the office knows owners by."""

    key: int
    title: str
    abstract: str = ""
    claims: str = ""
    classes: tuple[str, ...] = ()
    holders: frozenset[str] = frozenset()
    family: str = ""
    legal_status: str = "unknown"
    willingness: str = "unknown"
    region: str = ""
    maturity: int | None = None
    fee: Decimal | None = None
    terms: str = ""
    pledged: bool = False
    refuses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the names it goes by, whom it must not deal with, where it sits, who aids it, what it would pay (yuan).

    `places` and `aided_by` are names of regions, short enough to stand in every longer one: 江苏 in 江苏省苏州市.
    """

    names: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    aided_by: frozenset[str] = frozenset()
    budget: Decimal | None = None
    industry: str = ""
