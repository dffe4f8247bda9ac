"""When a notice counts as served: patents and trademarks differ, and the rule is that of the day of issue."""

from datetime import date

import pytest

from manas.engines.calendar.model import Channel, Span, Status, Term
from manas.facts.laws import laws
from manas.facts.service import NoServiceRule, service, services

TODAY = date(2026, 11, 22)


def test_electronic_notices_differ_between_patents_and_trademarks() -> None:
    assert service("patent", Channel.ELECTRONIC, TODAY).term is None
    assert service("trademark", Channel.ELECTRONIC, TODAY).term == Term(15, Span.DAY)


def test_before_2024_an_electronic_patent_notice_was_presumed_received_after_fifteen_days() -> None:
    before = service("patent", Channel.ELECTRONIC, date(2024, 1, 19))
    assert (before.term, before.status) == (Term(15, Span.DAY), Status.MEMORY)
    assert service("patent", Channel.ELECTRONIC, date(2024, 1, 20)).term is None


@pytest.mark.parametrize("body", ["patent", "trademark"])
def test_a_letter_is_presumed_received_after_fifteen_days_unless_another_day_is_proved(body: str) -> None:
    post = service(body, Channel.POST, TODAY)
    assert (post.term, post.rebuttable) == (Term(15, Span.DAY), True)


@pytest.mark.parametrize(
    ("body", "term"),
    [("patent", Term(1, Span.MONTH)), ("trademark", Term(30, Span.DAY)), ("penalty", Term(30, Span.DAY))],
)
def test_a_public_notice_serves_after_its_term_whatever_is_proved(body: str, term: Term) -> None:
    notice = service(body, Channel.PUBLIC_NOTICE, TODAY)
    assert (notice.term, notice.rebuttable) == (term, False)


def test_what_nobody_read_is_not_guessed() -> None:
    with pytest.raises(NoServiceRule, match="penalty by electronic"):
        service("penalty", Channel.ELECTRONIC, TODAY)


def test_every_rule_of_service_has_its_law_and_holds_alone() -> None:
    assert [known for known in services() if any(cited.law not in laws() for cited in known.citations)] == []
    for known in services():
        rivals = [rule for rule in services() if (rule.body, rule.channel) == (known.body, known.channel)]
        assert sum(rule.holds_on(known.valid_from or known.valid_to or TODAY) for rule in rivals) == 1
