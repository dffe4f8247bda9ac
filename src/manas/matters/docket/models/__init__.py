"""What the docket keeps of every matter."""

from manas.matters.docket.models.matter import Counter, Gram, Matter, MatterQuerySet, Rating
from manas.matters.docket.models.papers import Attachment, Paper, PaperState
from manas.matters.docket.models.time import LimitState, Stay, TimeLimit
from manas.matters.docket.models.turn import Act, Turn

__all__ = [
    "Act",
    "Attachment",
    "Counter",
    "Gram",
    "LimitState",
    "Matter",
    "MatterQuerySet",
    "Paper",
    "PaperState",
    "Rating",
    "Stay",
    "TimeLimit",
    "Turn",
]
