"""A unit with matters that are not closed is not closed either (K22)."""

from manas.matters.docket.queries.holding import open_matters
from tests.cast import Cast
from tests.matters.business import aid, aid_draft, step


def test_a_matter_holds_the_unit_that_leads_it_until_it_is_closed(cast: Cast) -> None:
    matter = aid(cast)
    assert open_matters(matter.lead_unit) == ["承办或协办的1件办件尚未办结，请先办结或移交"]
    assert open_matters(cast.science) == []


def test_a_withdrawn_draft_holds_nothing(cast: Cast) -> None:
    draft = aid_draft(cast)
    assert open_matters(draft.lead_unit) != []
    step(draft, "withdraw", cast.firm, opinion="不需要了")
    assert open_matters(draft.lead_unit) == []
