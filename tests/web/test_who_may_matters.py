"""Every address of matters × every person × every ownership: whose matter it is decides, and nothing else exists."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_case, open_draft, open_without_account
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Attachment, Matter, Paper
from manas.office.actions import add_person, appoint
from manas.office.models import Person, Role
from manas.reports.papers.making import make
from tests.cast import AT, BEGAN, Cast
from tests.matters.business import AID, NOW, aid_draft, step

# Whose each matter is. draft: of the company, not handed in. running: the same, handed in at 北山县, waiting for the handler.
# answered: closed. shared: a bank and the police take part. secret: a penalty case, kept to those who handle it. other: of a
# cooperative in 南河市. `official` are those of the unit that handles; `sees` are all that read a running matter.
GROUPS = {
    "official": "handler second_handler approver reviewer",
    "overseer": "office leader",
    "sees": "firm handler second_handler approver reviewer county_handler office leader county_leader",
    "everyone": (
        "office leader liaison market county_liaison county_leader administrator outsider nobody handler second_handler"
        " approver reviewer county_handler police security auditor firm coop bank"
    ),
}
# Method, address, record: who is let in. Everybody else gets 404, or is led to sign in when nobody is signed in and it is a page.
TABLE = """
GET  inbox            -         everyone
GET  matters          -         everyone
GET  matters-file     -         everyone
GET  my-applications  -         everyone
GET  services         -         public everyone
GET  service          -         public everyone
GET  without-account  -         public everyone
POST without-account  -         public everyone
GET  lookup           -         public everyone
POST lookup           -         public everyone
POST stop-following   -         public everyone
POST start            -         everyone
GET  open-case        -         handler second_handler county_handler police outsider
POST open-case        -         handler second_handler county_handler police outsider
GET  follow           -
GET  follow-step      -
POST follow-step      -
POST follow-attach    -
POST follow-rate      -
GET  follow-paper     -
GET  matter           draft     firm
GET  matter           running   sees
GET  matter           answered  sees
GET  matter           shared    sees bank police
GET  matter           secret    official
GET  matter           other     coop official overseer
GET  step             draft     firm
POST step             draft     firm
GET  step             running   handler second_handler
POST step             running   sees
POST step             secret    official
GET  step             other     handler second_handler
POST step-advice      draft     firm
POST step-advice      running   handler second_handler
POST step-advice      secret    handler
POST save-draft       draft     firm
POST save-draft       running   sees
POST save-draft       secret    official
POST act              running   sees
POST act              secret    official
POST act              draft     firm
POST attach           draft     firm
POST attach           running   sees
POST attach           secret    official
POST rate             answered  sees
POST rate             secret    official
GET  matter-document  running   sees
GET  matter-document  inside    official county_handler overseer
POST detach           running   sees
GET  paper            answered  sees
GET  part             shared
POST part             shared
POST part-remove      shared
"""
ADDRESSES = {line.split()[1] for line in TABLE.strip().splitlines()}
LET_IN = {200, 302, 422}


@dataclass(frozen=True)
class Records:
    """The matters of the table, and what lies with them."""

    matters: dict[str, Matter]
    documents: dict[str, Attachment]
    paper: Paper

    def address(self, name: str, record: str) -> str:
        """This function will give an address for a record."""
        kind = "rights_aid" if name != "open-case" else "penalty_case"
        if record == "-":
            key = {"follow-step": ["accept"], "follow-paper": [self.paper.pk]}
            named = {"service", "without-account", "start", "open-case"}
            return reverse(name, args=[kind] if name in named else key.get(name, []))
        if name in ("matter-document", "detach"):
            return reverse(name, args=[self.documents[record].pk])
        if name == "paper":
            return reverse(name, args=[self.paper.pk])
        keys = {
            "step-advice": ["submit" if record == "draft" else "accept" if record != "secret" else "register"],
            "step": ["submit" if record == "draft" else "accept" if record != "secret" else "register"],
            "act": ["hand-over"],
            "part": ["rights"],
            "part-remove": ["rights", 1],
        }
        return reverse(name, args=[self.matters[record].pk, *keys.get(name, [])])


def rows() -> Iterator[tuple[str, str, str, set[str]]]:
    """This function will read the table: method, address, record, who is let in."""
    for line in TABLE.strip().splitlines():
        method, name, record, *who = line.split()
        yield method, name, record, {part for word in who for part in GROUPS.get(word, word).split()}


@pytest.fixture
def cast(db: None) -> Cast:
    """The units and people of the tests."""
    from tests.cast import make_cast

    made = make_cast()
    second = add_person(username="second_handler", name="另一承办人", password=None, actor=made.office, at=BEGAN)
    appoint(person=second, unit=made.ip_office, role=Role.HANDLER, from_on=BEGAN.date(), actor=made.security, at=BEGAN)
    return made


@pytest.fixture
def records(cast: Cast) -> Records:
    """One matter of each ownership, a document of the applicant, one of the inside, and a paper."""
    other = open_draft(
        kind=kinds()["rights_aid"],
        county=cast.south,
        organization=cast.cooperative,
        actor=cast.coop,
        at=NOW,
        values=AID,
    )
    running = aid_draft(cast)
    open_document = _attach(running, "evidence", cast.firm)
    running = step(running, "submit", cast.firm)
    answered = step(
        step(step(aid_draft(cast), "submit", cast.firm), "accept", cast.handler), "answer", cast.handler, answer="是"
    )
    shared = step(aid_draft(cast), "submit", cast.firm)
    Matter.objects.filter(pk=shared.pk).update(partner_organization=cast.lender, partner_unit=cast.police_bureau)
    paper = Paper.objects.get(matter_id=answered.pk, key="acceptance")
    make({"paper": paper.pk}, AT)
    secret = open_case(
        kind=kinds()["penalty_case"],
        unit=cast.ip_office,
        actor=cast.handler,
        at=NOW,
        values={"title": "线索", "summary": "线索"},
    )
    matters = {
        "draft": aid_draft(cast),
        "running": running,
        "answered": answered,
        "shared": shared,
        "secret": secret,
        "other": step(other, "submit", cast.coop),
    }
    return Records(matters, {"running": open_document, "inside": _attach(running, "note", cast.handler)}, paper)


def _attach(matter: Matter, document: str, actor: Person) -> Attachment:
    matter.refresh_from_db()
    return attach(matter=matter, document=document, name="证据.txt", data=b"proof", actor=actor, at=AT)


def test_each_person_gets_what_the_table_says(cast: Cast, records: Records) -> None:
    people = ["public", *GROUPS["everyone"].split()]
    wrong = {}
    for method, name, record, let_in in rows():
        for part in people:
            status = _ask(_signed_in(part), method, records.address(name, record))
            if status not in _expected(part, method, name, let_in):
                wrong[f"{method} {name} {record} as {part}"] = status
    assert wrong == {}


def _expected(part: str, method: str, name: str, let_in: set[str]) -> set[int]:
    if part in let_in:
        return LET_IN
    if part == "public" and method == "GET" and not name.startswith("follow"):
        return {302}  # to the sign-in page
    return {404}


def _signed_in(part: str) -> Client:
    client = Client()
    if part != "public":
        client.force_login(Person.objects.get(username=part))
    return client


def _ask(client: Client, method: str, address: str) -> int:
    """A deed is tried in a transaction that is taken back."""
    with transaction.atomic():
        response = (
            client.get(address) if method == "GET" else client.post(address, {"file": SimpleUploadedFile("x.txt", b"")})
        )
        if response.streaming:
            assert b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response.status_code


def test_nobody_is_led_to_sign_in_from_a_page(records: Records) -> None:
    response = Client().get(records.address("matter", "running"))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/sign-in/")


def test_a_code_opens_its_own_matter_and_no_other(cast: Cast, records: Records) -> None:
    draft, code = open_without_account(
        kind=kinds()["rights_aid"], county=cast.north, name="张三", contact="13900000000", at=NOW, values=AID
    )
    from manas.matters.docket.actions.opening import public
    from manas.matters.docket.actions.stepping import take

    own = take(matter=draft, step="submit", turn=draft.turn, actor=public(), at=NOW, by_code=True)
    client = Client()
    wrong = client.post(reverse("lookup"), {"number": records.matters["running"].number, "code": code})
    assert (wrong.status_code, client.get(reverse("follow")).status_code) == (422, 404)
    assert client.post(reverse("lookup"), {"number": own.number, "code": code.lower()}).status_code == 302
    shown = client.get(reverse("follow")).content.decode()
    assert str(own.number) in shown
    assert client.get(reverse("follow-paper", args=[records.paper.pk])).status_code == 404
    assert client.get(records.address("matter", "running")).status_code == 302
