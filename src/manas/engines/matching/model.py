"""What matching compares: a need split into its elements."""

from __future__ import annotations

from dataclasses import dataclass
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
    """A need as it was written, and its elements as somebody confirmed them; an element may be unsaid."""

    text: str
    title: str = ""
    problem: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    function: tuple[str, ...] = ()
    performance: tuple[str, ...] = ()
    scene: tuple[str, ...] = ()

    def of(self, element: Element) -> tuple[str, ...]:
        """This function will give what is said of an element."""
        said: tuple[str, ...] = getattr(self, element.value)
        return said

    @property
    def sought(self) -> tuple[str, ...]:
        """This function will give what an answer must speak of: the object and the function."""
        return self.object + self.function
