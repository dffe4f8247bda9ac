"""Who reads which matter: every part of the cast × every situation, in one table; the list, the page and the trays agree."""

from collections.abc import Iterator

import pytest
from django.test import Client

from manas.matters.docket import rules
from manas.matters.docket.models import Matter
from manas.matters.docket.parties import sits
from manas.matters.docket.queries import inbox as trays
from manas.matters.docket.queries.inbox import Filters, Tray
from manas.office import actions as office
from manas.office.models import MembershipRole, Organization, Person, Role, UnitKind
from tests.cast import AT, BEGAN, EVERYBODY, PARTS, TODAY, Cast, person, unit
from tests.matters.business import aid, aid_draft, step, term
from tests.matters.docket.test_matter_documents import put
from tests.matters.penalty_case.cases import before_police, filed
from tests.matters.pledge_loan.loans import draft as loan_draft
from tests.matters.pledge_loan.loans import loan_after

SITUATIONS = "aid_draft aid_running aid_closed loan_draft loan_new loan_bank penalty penalty_police".split()
# x: reads it. Whoever is not in the table reads nothing: administrators, the outsider, liaisons, nobody, the public.
TABLE = """
                aid_draft  aid_running  aid_closed  loan_draft  loan_new  loan_bank  penalty  penalty_police
office          -          x            x           -           x         x          -        -
leader          -          x            x           -           x         x          -        -
county_leader   -          x            x           -           x         x          -        -
handler         -          x            x           -           x         x          x        x
approver        -          x            x           -           x         x          x        x
reviewer        -          x            x           -           x         x          x        x
county_handler  -          x            x           -           x         x          -        -
police          -          -            -           -           -         -          -        x
firm            x          x            x           x           x         x          -        -
bank            -          -            -           -           -         x          -        -
"""


@pytest.fixture
def matters(cast: Cast) -> dict[str, Matter]:
    """One matter of every situation, of the company of the cast, in 北山县."""
    term(cast, "AID-ACCEPT", 5)
    return {
        "aid_draft": aid_draft(cast),
        "aid_running": aid(cast),
        "aid_closed": step(aid(cast), "refuse", cast.handler, opinion="不属于本州管辖"),
        "loan_draft": loan_draft(cast),
        "loan_new": loan_after(cast, "submit"),
        "loan_bank": loan_after(cast, "recommend"),
        "penalty": filed(cast).case,
        "penalty_police": before_police(cast).case,
    }


def expected() -> Iterator[tuple[str, str, bool]]:
    """Reads the table: part, situation, whether it is read."""
    head, *lines = TABLE.strip().splitlines()
    assert head.split() == SITUATIONS
    told = {part: marks for part, *marks in map(str.split, lines)}
    for part in EVERYBODY:
        for situation, mark in zip(SITUATIONS, told.get(part, ["-"] * len(SITUATIONS)), strict=True):
            yield part, situation, mark == "x"


def reads(cast: Cast, part: str, matter: Matter) -> bool:
    return Matter.objects.visible_to(cast.standing(part)).filter(pk=matter.pk).exists()


def signed_in(someone: Person | None) -> Client:
    client = Client()
    if someone is not None:
        client.force_login(someone)
    return client


def test_everybody_reads_what_the_table_says(cast: Cast, matters: dict[str, Matter]) -> None:
    found = {(part, situation): reads(cast, part, matters[situation]) for part, situation, _ in expected()}
    assert found == {(part, situation): read for part, situation, read in expected()}


def test_the_page_is_there_for_whoever_reads_it_and_for_nobody_else(cast: Cast, matters: dict[str, Matter]) -> None:
    wrong = {}
    for part, situation, read in expected():
        client = signed_in(cast.people().get(part))
        status = client.get(f"/matters/{matters[situation].pk}/").status_code
        if status != (200 if read else 302 if part == "public" else 404):
            wrong[part, situation] = status
    assert wrong == {}


def test_no_deed_on_what_one_does_not_read(cast: Cast, matters: dict[str, Matter]) -> None:
    """Whatever the address: outside one's own matters there is nothing, for writing as for reading."""
    wrong = {}
    for part, situation, read in expected():
        if read:
            continue
        client, pk = signed_in(cast.people().get(part)), matters[situation].pk
        addresses = [f"acts/{verb}/" for verb in ("suspend", "resume", "extend", "merge", "hand-over")]
        for address in [*addresses, "steps/accept/", "documents/", "rating/", "draft/", "parts/rights/"]:
            status = client.post(f"/matters/{pk}/{address}", {"turn": matters[situation].turn}).status_code
            if status != 404:
                wrong[part, situation, address] = status
        matters[situation].refresh_from_db()
    assert wrong == {}


def served(client: Client, pk: int) -> bool:
    """Whether a document is handed out; read to its end, its file is closed."""
    answer = client.get(f"/matter-document/{pk}/")
    return answer.status_code == 200 and bool(b"".join(answer.streaming_content))  # type: ignore[attr-defined]  # a file


def test_what_lies_with_a_matter_is_read_by_those_who_read_it(cast: Cast, matters: dict[str, Matter]) -> None:
    put(matters["aid_running"], cast.handler, "evidence")
    put(matters["aid_running"], cast.handler, "note")
    open_one, inside_one = matters["aid_running"].attachments.order_by("pk")
    found = {}
    for part in PARTS:
        client = signed_in(cast.people()[part])
        found[part] = tuple(served(client, a.pk) for a in (open_one, inside_one))
    sees_inside = {part for part, (_, inside) in found.items() if inside}
    sees_it = {part for part, (it, _) in found.items() if it}
    assert sees_inside == {"office", "leader", "handler", "approver", "reviewer", "county_handler"}
    assert sees_it == sees_inside | {"firm", "county_leader"}


def test_a_unit_whose_code_begins_alike_is_another_unit(cast: Cast, matters: dict[str, Matter]) -> None:
    for code in ("scj", "scjg2", "scjg-a"):
        twin = unit(code, UnitKind.DEPARTMENT, code, (code,), cast.government, cast.office)
        someone = person(f"at-{code}", cast.office)
        for role in (Role.HANDLER, Role.APPROVER, Role.REVIEWER, Role.LEADER):
            office.appoint(person=someone, unit=twin, role=role, from_on=BEGAN.date(), actor=cast.office, at=BEGAN)
        from manas.office.queries import standing

        assert not Matter.objects.visible_to(standing(someone, TODAY)).exists()
        assert not Matter.objects.awaiting(standing(someone, TODAY)).exists()


def test_a_colleague_reads_the_organization_s_matters_only_once_confirmed(
    cast: Cast, matters: dict[str, Matter]
) -> None:
    newcomer = cast.nobody
    office.add_membership(
        person=newcomer, organization=cast.company, role=MembershipRole.MEMBER, from_on=AT.date(), actor=cast.office,
        at=AT,
    )  # fmt: skip
    assert reads(cast, "nobody", matters["aid_draft"])
    other = Organization.objects.get(pk=cast.cooperative.pk)
    assert not Matter.objects.filter(applicant_organization=other).exists()
    assert not reads(cast, "coop", matters["aid_draft"])


def test_a_matter_in_another_county_of_the_same_prefecture_is_not_this_county_s(cast: Cast) -> None:
    matter = aid(cast)
    Matter.objects.filter(pk=matter.pk).update(county=cast.south)
    assert not reads(cast, "county_handler", matter)
    assert not reads(cast, "county_leader", matter)
    assert reads(cast, "handler", matter)


def test_a_post_that_has_ended_reads_nothing(cast: Cast, matters: dict[str, Matter]) -> None:
    office.end_post(post=cast.reviewer.posts.get(), to_on=TODAY, actor=cast.office, at=AT)
    day = TODAY.replace(day=TODAY.day + 1)
    assert not Matter.objects.visible_to(cast.standing("reviewer", day)).exists()


@pytest.mark.parametrize("part", EVERYBODY)
def test_trays_hold_what_the_rules_say(cast: Cast, matters: dict[str, Matter], part: str) -> None:
    standing = cast.standing(part)
    running = [m for m in Matter.objects.select_related("lead_unit", "county", "partner_unit") if m.submitted_at]
    waits = [m for m in running if not m.closed_at and not m.suspended and m.awaits and sits(m.awaits, standing, m)]
    mine = [m for m in waits if m.awaits != "handler" or rules.holds_the_file(standing, m)]
    late = [m for m in waits if m.due_on and m.due_on < TODAY]
    due = [m for m in waits if m.due_on and 0 <= (m.due_on - TODAY).days <= 7]
    for tray, wanted in {Tray.MINE: mine, Tray.UNIT: waits, Tray.DUE: due, Tray.LATE: late}.items():
        found = trays.inbox(standing, tray, TODAY).matters
        assert {m.pk for m in found} == {m.pk for m in wanted}, tray
        assert all(reads(cast, part, m) for m in found), tray
        assert trays.count(standing, tray, TODAY) == len(wanted)


def test_the_trays_of_the_cast_are_not_empty(cast: Cast, matters: dict[str, Matter]) -> None:
    full = {part for part in PARTS if trays.count(cast.standing(part), Tray.UNIT, TODAY)}
    assert full == {"handler", "bank"} | ({"police"} if matters["penalty_police"].awaits == "police" else set())


@pytest.mark.parametrize("part", EVERYBODY)
def test_the_list_holds_what_is_read_and_handed_in(cast: Cast, matters: dict[str, Matter], part: str) -> None:
    wanted = {m.pk for s, m in matters.items() if not s.endswith("draft") and reads(cast, part, m)}
    listed = {m.pk for m in trays.filtered(cast.standing(part), Filters())}
    own_draft = {matters[s].pk for s in ("aid_draft", "loan_draft")}
    assert listed == wanted
    assert listed & own_draft == set()
