"""The other way round: who could use a patent."""

from __future__ import annotations

from manas.engines.matching.match import Bar
from manas.engines.matching.model import Asker, Need
from manas.engines.matching.users import Ground, Party, users
from tests.engines.matching.small_register import GYPSUM, NEED, PICKER

NEEDY = Party(1, Asker(frozenset({"沙棘合作社"})), needs=(NEED,))
MAKER = Party(2, Asker(frozenset({"油脂厂"})), products=("沙棘籽油", "杏仁油"))
BROAD = Party(
    3, Asker(frozenset({"商贸公司"})), scope="沙棘、红枣、石膏、水泥、日用百货、服装鞋帽、五金交电的批发和零售"
)
WEAVER = Party(4, Asker(frozenset({"地毯厂"})), products=("手工地毯",))
PARTIES = (WEAVER, BROAD, MAKER, NEEDY)


def test_whoever_needs_it_comes_before_whoever_makes_the_like_and_whoever_trades_in_everything() -> None:
    found = users(PICKER, PARTIES)
    assert [one.party.key for one in found.users] == [1, 2, 3]


def test_every_user_is_listed_with_the_words_it_shares() -> None:
    best = users(PICKER, PARTIES).users[0]
    assert best.reasons[0].ground is Ground.NEED
    assert {"沙棘", "采收"} <= set(best.reasons[0].shared)
    assert best.score == best.reasons[0].score


def test_the_holder_itself_is_ruled_out_and_counted() -> None:
    own = Party(5, Asker(frozenset({"甲大学"})), needs=(NEED,))
    found = users(PICKER, (*PARTIES, own))
    assert 5 not in [one.party.key for one in found.users]
    assert found.ruled_out == {Bar.OWN: 1}


def test_equal_users_both_stand_at_the_edge() -> None:
    twin = Party(6, Asker(), needs=(NEED,))
    assert [one.party.key for one in users(PICKER, (*PARTIES, twin), limit=1).users] == [1, 6]


def test_nobody_is_named_for_what_nobody_speaks_of() -> None:
    assert users(GYPSUM, (WEAVER, Party(7, Asker(), needs=(Need("量子通信"),)))).users == ()
    assert users(GYPSUM, ()).users == ()
