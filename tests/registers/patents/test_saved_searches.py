"""A kept search tells its owner once of what came in since; it is theirs alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from manas.office.models import Notice
from manas.registers.models import SavedSearch
from manas.registers.patents.actions import drop_search, enter_patents, save_search, tell_of_new
from manas.registers.patents.entries import PatentEntry
from manas.registers.patents.queries.listing import Filters, filters_of
from manas.registers.patents.refusals import PatentRefused
from tests.cast import AT, LATER, Cast
from tests.registers.patents.records import LEACHING, SEA_BUCKTHORN, entered

ZINC = Filters("锌精矿", {"kind": "invention"})
DAY = timedelta(days=1)


def keep(cast: Cast, filters: Filters = ZINC, name: str = "锌冶炼", *, alerts: bool = True) -> SavedSearch:
    return save_search(name=name, filters=filters, alerts=alerts, actor=cast.liaison, at=AT)


def enter_later(cast: Cast, *entries: PatentEntry) -> None:
    enter_patents(entries=entries, source="测试", actor=cast.handler, at=LATER)


def told(cast: Cast) -> list[tuple[str, str]]:
    return list(Notice.objects.of(cast.liaison).order_by("pk").values_list("subject", "address"))


def test_its_owner_is_told_once_of_what_is_new_and_fits(cast: Cast) -> None:
    keep(cast)
    enter_later(cast, LEACHING, SEA_BUCKTHORN)
    assert tell_of_new(at=LATER + DAY) == 1
    ((subject, address),) = told(cast)
    assert subject == "“锌冶炼”有1件新专利"
    assert address.startswith("/registers/patents/?q=%E9%94%8C")
    assert address.endswith("kind=invention&order=entered")
    assert tell_of_new(at=LATER + 2 * DAY) == 0
    assert len(told(cast)) == 1


def test_what_was_there_before_is_not_told(cast: Cast) -> None:
    entered(cast)
    keep(cast)
    assert tell_of_new(at=LATER) == 0
    assert told(cast) == []


def test_a_change_of_a_known_patent_is_no_new_one(cast: Cast) -> None:
    entered(cast)
    keep(cast)
    enter_later(cast, PatentEntry(application_number=LEACHING.application_number, annuity_year=4))
    assert tell_of_new(at=LATER + DAY) == 0


def test_a_search_without_alerts_tells_nothing(cast: Cast) -> None:
    keep(cast, alerts=False)
    enter_later(cast, LEACHING)
    assert tell_of_new(at=LATER + DAY) == 0


def test_telling_begun_twice_at_the_same_moment_tells_once(cast: Cast) -> None:
    keep(cast)
    enter_later(cast, LEACHING)
    assert [tell_of_new(at=LATER + DAY) for _ in range(2)] == [1, 0]


def test_under_the_same_name_the_new_one_takes_the_place(cast: Cast) -> None:
    keep(cast)
    keep(cast, Filters("沙棘"))
    kept = SavedSearch.objects.get()
    assert filters_of({"q": kept.filters["words"], **kept.filters["chosen"]}) == Filters("沙棘")


@pytest.mark.parametrize(("name", "filters"), [(" ", ZINC), ("全部", Filters())])
def test_a_search_needs_a_name_and_a_condition(cast: Cast, name: str, filters: Filters) -> None:
    with pytest.raises(PatentRefused, match="请写明名称，并至少选一个条件或者写一个词"):
        keep(cast, filters, name)


def test_a_person_keeps_fifty(cast: Cast) -> None:
    for number in range(50):
        keep(cast, name=f"检索{number}")
    keep(cast, name="检索49")
    with pytest.raises(PatentRefused, match="保存的检索已满50个"):
        keep(cast, name="检索50")


def test_only_its_owner_drops_it(cast: Cast) -> None:
    kept = keep(cast)
    with pytest.raises(PatentRefused, match="这不是您保存的检索"):
        drop_search(search=kept, actor=cast.office, at=AT)
    drop_search(search=kept, actor=cast.liaison, at=AT)
    assert SavedSearch.objects.count() == 0


def test_whoever_may_no_longer_sign_in_is_not_told(cast: Cast) -> None:
    keep(cast)
    enter_later(cast, LEACHING)
    cast.liaison.is_active = False
    cast.liaison.save(update_fields=["is_active"])
    assert tell_of_new(at=timezone.localtime(LATER + DAY)) == 0
