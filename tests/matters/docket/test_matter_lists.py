"""Lists and trays: the same matters whether they are gathered by an index or walked from the newest, in as many queries."""

from datetime import timedelta

import pytest

from manas.matters.docket.actions.acts import merge
from manas.matters.docket.models import Matter
from manas.matters.docket.queries import inbox
from manas.matters.docket.queries.inbox import Filters, Tray
from tests.cast import AT, EVERYBODY, TODAY, Cast, queries_of
from tests.matters.business import aid, aid_draft, step, term

WORDS = ["商标", "机电", "仿冒", "没有的词", "仿冒 商标", "克知援", "1号", "克知援〔2026〕2号", "题", "；"]


@pytest.fixture
def matters(cast: Cast) -> list[Matter]:
    """Four that were handed in, one of them closed and one returned, and a draft."""
    term(cast, "AID-ACCEPT", 10)
    made = [aid(cast, AT + timedelta(minutes=n), title=f"第{n}个商标问题") for n in range(4)]
    step(made[0], "refuse", cast.handler, opinion="不在范围")
    step(made[1], "return", cast.handler, opinion="请补充")
    aid_draft(cast)
    return made


def listed(cast: Cast, part: str, filters: Filters, page: int = 1) -> list[int]:
    return [matter.pk for matter in inbox.listed(cast.standing(part), filters, page).matters]


@pytest.mark.parametrize("words", ["", *WORDS])
def test_a_walked_list_has_what_a_gathered_one_has(
    cast: Cast, matters: list[Matter], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered = {part: listed(cast, part, Filters(words=words)) for part in EVERYBODY}
    monkeypatch.setattr(inbox, "FEW", 2)
    assert {part: listed(cast, part, Filters(words=words)) for part in EVERYBODY} == gathered
    standing = cast.standing("office")
    assert [matter.pk for matter in inbox.filtered(standing, Filters(words=words))] == gathered["office"]


def test_words_find_what_holds_every_one_of_them(cast: Cast, matters: list[Matter]) -> None:
    newest_first = [matter.pk for matter in reversed(matters)]
    assert listed(cast, "office", Filters(words="商标")) == newest_first
    assert listed(cast, "office", Filters(words="第2个 商标")) == [matters[2].pk]
    assert listed(cast, "office", Filters(words="标商")) == []
    assert listed(cast, "outsider", Filters(words="商标")) == []


def test_a_number_finds_its_matter(cast: Cast, matters: list[Matter]) -> None:
    number = str(Matter.objects.get(pk=matters[1].pk).number)
    assert listed(cast, "office", Filters(words=f" {number} ")) == [matters[1].pk]
    assert listed(cast, "outsider", Filters(words=number)) == []


def test_a_merged_matter_lies_in_no_tray(cast: Cast, matters: list[Matter]) -> None:
    one, into = (Matter.objects.get(pk=matter.pk) for matter in matters[2:])
    merge(matter=one, into=into, turn=one.turn, actor=cast.handler, at=AT + timedelta(days=1))
    lying = {tray: list(inbox.lying_in(cast.standing("handler"), tray, TODAY)) for tray in Tray}
    assert lying[Tray.UNIT] == [into]
    assert one not in [matter for tray in lying.values() for matter in tray]


def test_each_tray_counts_what_lies_in_it(cast: Cast, matters: list[Matter]) -> None:
    for part in EVERYBODY:
        standing = cast.standing(part)
        lying = {tray: len(inbox.lying_in(standing, tray, TODAY)) for tray in Tray}
        assert inbox.counts(standing, TODAY) == lying
        assert inbox.counts(standing, TODAY, most=1) == {tray: min(1, number) for tray, number in lying.items()}


def test_more_matters_take_no_more_queries(cast: Cast, matters: list[Matter]) -> None:
    handler, office = cast.standing("handler"), cast.standing("office")

    def asked() -> list[int]:
        trays = [queries_of(inbox.inbox, handler, tray, TODAY) for tray in Tray]
        lists = [queries_of(inbox.listed, office, Filters(words=words)) for words in ("", "商标", "没有的词")]
        return [*trays, *lists, queries_of(inbox.counts, handler, TODAY), queries_of(inbox.applications, handler)]

    few = asked()
    for _ in range(3):
        aid(cast)
    assert (few, asked()) == ([1, 1, 1, 1, 2, 3, 2, 4, 1], few)
