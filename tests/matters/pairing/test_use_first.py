"""Using first and paying later: reminded long before the free use ends, until somebody decided; what such contracts came to."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from manas.matters.docket.actions.telling import CONVENTION, remind
from manas.matters.docket.models import Matter
from manas.matters.pairing.pair.queries import USE_FIRST, UseFirst, use_first, use_first_pairs
from manas.office.models import Notice
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.matters.pairing.pairs import recorded_deal, trial_after

DAYS = {
    "report_due_on": TODAY + timedelta(days=70),
    "free_until": TODAY + timedelta(days=100),
    "payment_due_on": TODAY + timedelta(days=130),
}
END = "免费使用期届满前决定续用或者退出"


def told(pair: Matter, until: int) -> list[tuple[int, str]]:
    """What the firm is sent from day to day about the end of its free use: days after the contract, headline."""
    found: list[tuple[int, str]] = []
    for day in range(until + 1):
        at = AT + timedelta(days=day)
        remind(at=at)
        fresh = _sent(pair)[len(found) :]
        found += [(day, subject) for subject in fresh]
    return found


def _sent(pair: Matter) -> list[str]:
    about = Notice.objects.filter(about=f"matters.matter:{pair.pk}", subject__contains=END)
    return list(about.order_by("pk").values_list("subject", flat=True))


def test_the_end_of_free_use_is_told_sixty_and_thirty_days_before(cast: Cast) -> None:
    pair = trial_after(cast, "sign_use_first", sign_use_first=DAYS)
    due = DAYS["free_until"]
    assert pair.limits.get(rule="USE-FIRST-END").due_on == due
    days = [due - TODAY - timedelta(days=early) for early in (60, 30)]
    sent = told(pair, 75)
    assert [subject for _, subject in sent] == [f"将于{due.year}年{due.month}月{due.day}日到期：{END}"] * 2
    # On a rest day nobody is told: it waits for the next working day.
    assert [0 <= day - planned.days <= 8 for (day, _), planned in zip(sent, days, strict=True)] == [True, True]
    assert CONVENTION in Notice.objects.filter(subject__contains=END).values_list("body", flat=True)[0]


def test_nobody_is_told_once_it_is_decided(cast: Cast) -> None:
    pair = trial_after(cast, "report_use", sign_use_first=DAYS)
    assert len(told(pair, 50)) == 1
    step(pair, "keep", cast.firm)
    assert Notice.objects.filter(subject__contains=END, withdrawn_at=None).count() == 0
    before = Notice.objects.filter(subject__contains=END).count()
    for day in range(51, 101):
        remind(at=AT + timedelta(days=day))
    assert Notice.objects.filter(subject__contains=END).count() == before


def test_the_report_and_the_payment_are_reminded_of(cast: Cast) -> None:
    pair = trial_after(cast, "sign_use_first", sign_use_first=DAYS)
    remind(at=_at(DAYS["report_due_on"]))
    assert Notice.objects.filter(subject__contains="报告先使用情况").exists()
    step(pair, "report_use", cast.firm, use_report="可以用")
    step(pair, "keep", cast.firm)
    remind(at=_at(DAYS["payment_due_on"] + timedelta(days=6)))
    assert Notice.objects.filter(subject__contains="已超期：支付先使用后付费的许可费").exists()


def _at(day: date) -> datetime:
    return AT + (day - TODAY)


def test_what_came_of_such_contracts_is_counted(cast: Cast, client: Client) -> None:
    standing = cast.standing("handler")
    assert use_first(standing) == UseFirst(0, 0, 0, 0, 0, Decimal(0), 0)
    done = trial_after(cast, "pay")
    recorded_deal(cast, done)
    step(done, "record", cast.handler)
    found = use_first(standing)
    assert found == UseFirst(1, 0, 0, 1, 0, Decimal("50000.00"), 0)
    assert {stage: use_first_pairs(standing, stage).count() for stage in USE_FIRST} == {
        stage: getattr(found, stage) for stage in USE_FIRST
    }
    client.force_login(cast.handler)
    page = client.get(reverse("events")).content.decode()
    assert ("50,000.00" in page, "没有全国统一规定" in page) == (True, True)
    done.patent.deals.update(sealed=True)  # type: ignore[union-attr]  # found when it was proposed
    assert (use_first(standing).amount, use_first(standing).sealed) == (Decimal(0), 1)


def test_a_contract_that_runs_is_counted_where_it_stands(cast: Cast) -> None:
    running = trial_after(cast, "sign_use_first")
    assert use_first(cast.standing("handler")) == UseFirst(1, 1, 0, 0, 0, Decimal(0), 0)
    step(running, "end", cast.firm, exit_reason="trial_failed")
    assert use_first(cast.standing("handler")) == UseFirst(1, 0, 0, 0, 1, Decimal(0), 0)
