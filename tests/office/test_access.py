"""Who may: what follows from a person's posts, and nothing from no post."""

from datetime import UTC, date, datetime

from manas.office.models import Person, Role, Unit
from manas.office.queries import standing, standing_at
from manas.office.rules import Standing, under
from tests.cast import EVERYBODY, TODAY, Cast

UNITS = "government ip_office science farming north south police_bureau elsewhere".split()
OWN = {"government", "ip_office", "science", "farming", "north", "south", "police_bureau"}
NONE: set[str] = set()

# Part → the units whose plan it runs, whose work it reads, for which it reports.
REACH: dict[str, tuple[set[str], set[str], set[str]]] = {
    "office": (OWN, OWN, NONE),
    "leader": (NONE, OWN, NONE),
    "liaison": (NONE, {"science", "farming"}, {"science", "farming"}),
    "market": (NONE, {"ip_office"}, {"ip_office"}),
    "county_liaison": (NONE, {"north"}, {"north"}),
    "county_leader": (NONE, {"north"}, NONE),
    "administrator": (NONE, NONE, NONE),
    "outsider": ({"elsewhere"}, {"elsewhere"}, {"elsewhere"}),
    "nobody": (NONE, NONE, NONE),
    "public": (NONE, NONE, NONE),
    # Work with matters, watching over the system, and acting for an organization open nothing of the plan.
    **dict.fromkeys("handler approver reviewer county_handler police".split(), (NONE, NONE, NONE)),
    **dict.fromkeys("security auditor firm coop bank".split(), (NONE, NONE, NONE)),
}


def test_reach(cast: Cast) -> None:
    units: dict[str, Unit] = {name: getattr(cast, name) for name in UNITS}
    found = {}
    for part in EVERYBODY:
        here = cast.standing(part)
        asked = (here.runs, here.reads, here.reports_for)
        found[part] = tuple({name for name, unit in units.items() if may(unit)} for may in asked)
    assert found == REACH


def test_the_filter_says_the_same_as_the_question(cast: Cast) -> None:
    for part in EVERYBODY:
        here = cast.standing(part)
        listed = set(Unit.objects.filter(under("path", here.readable())))
        assert listed == {unit for unit in Unit.objects.all() if here.reads(unit)}, part


# Part → office, administrator, deals with the plan, oversees, home.
TRAITS: dict[str, tuple[bool, bool, bool, bool, str | None]] = {
    "office": (True, False, True, True, "ip_office"),
    "leader": (False, False, True, True, "government"),
    "liaison": (False, False, True, False, "science"),
    "market": (False, False, True, False, "ip_office"),
    "county_liaison": (False, False, True, False, "north"),
    "county_leader": (False, False, True, True, "north"),
    "administrator": (False, True, False, False, None),
    "outsider": (True, False, True, True, "elsewhere"),
    "nobody": (False, False, False, False, None),
    "public": (False, False, False, False, None),
    **dict.fromkeys("handler approver reviewer county_handler police".split(), (False, False, False, False, None)),
    **dict.fromkeys("security auditor firm coop bank".split(), (False, False, False, False, None)),
}


def test_traits(cast: Cast) -> None:
    for part, (*traits, home) in TRAITS.items():
        here = cast.standing(part)
        found = (here.is_office, here.is_administrator, here.works_here, here.oversees, here.home)
        assert found == (*traits, getattr(cast, home) if home else None), part
    assert set(TRAITS) == set(EVERYBODY)


def test_every_role_is_played(cast: Cast) -> None:
    played = {post.role for part in EVERYBODY for post in cast.standing(part).posts}
    assert played == set(Role)


def test_no_rule_found_means_nothing_shown(cast: Cast) -> None:
    assert list(Unit.objects.filter(under("path", ()))) == []
    assert not any(Standing(None, ()).reads(unit) for unit in Unit.objects.all())


def test_a_path_is_compared_whole(cast: Cast) -> None:
    """The county "north" gives nothing of a unit whose code only begins so."""
    near = Unit.objects.create(code="north-2", kind="county", parent=cast.government, short_name="北山二县")
    here = cast.standing("county_liaison")
    assert not here.reads(near)
    assert near not in Unit.objects.filter(under("path", here.readable()))


def test_standing_is_of_the_day_in_the_prefecture(cast: Cast) -> None:
    """23:30 UTC of the 4th is the morning of the 5th here: the posts that begin on the 5th hold."""
    eve, morning = datetime(2026, 1, 4, 15, 30, tzinfo=UTC), datetime(2026, 1, 4, 23, 30, tzinfo=UTC)
    assert standing_at(cast.office, eve).posts == ()
    assert standing_at(cast.office, morning).is_office


def test_nobody_signed_in_has_an_empty_standing(db: None) -> None:
    assert standing(None, TODAY) == Standing(None, ())
    assert standing(Person(is_active=False), date(2026, 3, 2)) == Standing(None, ())
