"""A selection of patents that nobody filed, small enough to count by hand."""

from datetime import date

from manas.engines.navigation.model import Filing, Need, Party

KNOWN_UNTIL = date(2024, 6, 30)
COLLEGE = ("云岭大学", None, "", "")
FIRM = ("云岭机电有限公司", 7, "enterprise", "北山县")
NEEDS = (Need(71, ("沙棘果",), ("机械采收",)), Need(72, ("牦牛奶",), ("杀菌",)), Need(73))


def filing(key: int, *, holders: tuple[tuple[str, int | None, str, str], ...] = (COLLEGE,), **known: object) -> Filing:
    """This function will make a patent of 2018 in A01D46; its holders' rows are numbered after it."""
    parties = tuple(Party(key * 10 + place, *holder) for place, holder in enumerate(holders))
    fixed: dict[str, object] = {"filed": 2018, "published": 2019, "subclass": "A01D", "group": "A01D46/00"}
    return Filing(key, holders=parties, **{**fixed, **known})  # type: ignore[arg-type]  # columns by name


SELECTION = (
    filing(1, readable=True, effects=("提高效率", "节省人力"), answers=(71,)),
    filing(2, holders=(COLLEGE, FIRM), filed=2019, readable=True, effects=("提高效率",), answers=(71,)),
    filing(3, holders=(("云岭机电有限公司", None, "", ""),), filed=None, published=2020, readable=True),
    filing(4, holders=(), filed=None, published=None, subclass="", group="", doubts=("no-class", "no-holder")),
    filing(5, holders=(FIRM,), filed=2023, subclass="A23B", group="A23B7/00", doubts=("no-abstract",)),
)
