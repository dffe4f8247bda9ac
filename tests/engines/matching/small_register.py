"""A register of a few patents that nobody filed, and how it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from manas.engines.matching import analysis
from manas.engines.matching.find import WEIGHTING, Found, find
from manas.engines.matching.index import build
from manas.engines.matching.model import Need, Offer
from manas.engines.matching.rank import Hit


def offer(
    key: int, title: str, abstract: str, classes: tuple[str, ...], *, claims: str = "", holder: str = ""
) -> Offer:
    """This function will make a patent in force that is to be had."""
    held = frozenset({holder} if holder else ())
    return Offer(key, title, abstract, claims, classes, held, legal_status="in_force", willingness="license")


PICKER = offer(
    1,
    "一种沙棘振动采收机",
    "本发明公开了一种沙棘振动采收机,包括机架和振动爪。采净率达到92%,适合坡地。",
    ("A01D46/26",),
    claims="1.一种沙棘振动采收机,其特征在于,包括机架。",
    holder="甲大学",
)
FREEZER = offer(
    2,
    "沙棘果冷冻脱果设备",
    "本发明涉及沙棘枝条的冷冻脱果,采净率为70%。",
    ("A01D46/00", "A23N15/00"),
    claims="1.沙棘果冷冻脱果设备。",
    holder="乙公司",
)
OIL = offer(3, "沙棘籽油的提取方法", "本发明公开一种沙棘籽油的提取方法,用超临界二氧化碳。", ("C11B1/10",))
APPLE = offer(4, "苹果采摘机器人", "本发明公开了一种苹果采摘机器人,包括机械臂。", ("A01D46/30",))
LOOM = offer(5, "一种地毯织机", "本实用新型公开了一种地毯织机,包括机架和梭子。", ("D03D1/00",))
GYPSUM = offer(6, "耐水石膏墙板", "本发明涉及耐水石膏墙板,导热系数为0.08。", ("C04B28/14",))
REGISTER = (PICKER, FREEZER, OIL, APPLE, LOOM, GYPSUM)
NEED = Need(
    "沙棘枝条多刺,人工采摘慢。希望引进适合坡地的沙棘振动采收设备,采净率不低于80%。",
    "沙棘机械采收",
    problem=("人工采摘慢",),
    object=("沙棘",),
    function=("振动采收",),
    performance=("采净率不低于80%",),
    scene=("坡地",),
)


def asked(need: Need, offers: Sequence[Offer] = REGISTER) -> tuple[list[Hit], Found]:
    """This function will index the offers and give the hits for a need, best first."""
    index = build(
        (analysis.offer_terms(one.title, one.abstract, one.claims) for one in offers),
        [one.key for one in offers],
        WEIGHTING,
    )
    found = find([index], need, 1000)
    by_key = {one.key: one for one in offers}
    return [
        Hit(by_key[key], score) for key, score in zip(found.keys.tolist(), found.scores.tolist(), strict=True)
    ], found
