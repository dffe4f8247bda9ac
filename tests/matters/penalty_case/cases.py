"""Penalty cases as an office would have them: each carried on by the deeds that carry it, on days that a test can count."""

from datetime import UTC, date, datetime
from decimal import Decimal

from manas.matters.docket.actions.acts import extend
from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_case
from manas.matters.docket.kinds import Advice, Level, kinds
from manas.matters.docket.models import TimeLimit
from manas.matters.docket.queries.choices import choices
from manas.matters.protection.penalty_case.models import PenaltyCase
from manas.matters.protection.penalty_case.queries import advice
from manas.office import actions as office
from manas.office.models import Person, Role
from tests.cast import BEGAN, Cast, person
from tests.matters.business import step

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CLUE = {"title": "南河市某商行涉嫌销售假冒商标商品", "summary": "举报称该商行销售假冒注册商标的电机。"}
PARTY = {
    "party_name": "南河市某商行",
    "party_kind": "entity",
    "party_code": "91530000MA00000D1X",
    "party_address": "南河市幸福路1号",
    "party_phone": "0900-1234567",
}
FACTS = {"facts_found": "当事人销售标有他人注册商标的电机二十台。"}
EVIDENCE = {"evidence_found": "现场笔录、进货单据、权利人辨认意见。"}
LAW = {"legal_basis": "《中华人民共和国商标法》第六十条第二款"}
DECISION = {**LAW, **FACTS, **EVIDENCE, "penalty": "没收侵权商品，处以罚款"}


def morning(day: date) -> datetime:
    """This function will give nine in the morning of a day, as the office's clock shows it."""
    return datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)


def second_officer(cast: Cast) -> Person:
    """This function will give a second handler of the bureau, entering them if nobody has yet."""
    known = Person.objects.filter(username="second_officer").first()
    if known:
        return known
    made = person("second_officer", cast.office)
    office.appoint(
        person=made, unit=cast.ip_office, role=Role.HANDLER, from_on=BEGAN.date(), actor=cast.office, at=BEGAN
    )
    return made


class File:
    """A case on somebody's desk: what is done with it is done on `day`, by the part of the cast that is named."""

    def __init__(self, cast: Cast, day: date = date(2026, 3, 2), **values: object) -> None:
        self.cast, self.day = cast, day
        self.officers = {"officer_one": cast.handler, "officer_two": second_officer(cast)}
        made = open_case(
            kind=kinds()["penalty_case"],
            unit=cast.ip_office,
            actor=cast.handler,
            at=morning(day),
            values={**CLUE, **values},
        )
        self.pk = made.pk

    @property
    def case(self) -> PenaltyCase:
        return PenaltyCase.objects.get(pk=self.pk)

    @property
    def state(self) -> str:
        return self.case.state

    def on(self, day: date) -> "File":
        """This function will turn the calendar."""
        self.day = day
        return self

    def do(self, key: str, part: str = "handler", **values: object) -> "File":
        """This function will let a part of the cast take a step."""
        step(self.case, key, self.cast.people()[part], morning(self.day), **values)
        return self

    def add(self, *documents: str) -> "File":
        """This function will put documents with the case."""
        for document in documents:
            attach(
                matter=self.case,
                document=document,
                name=f"{document}.pdf",
                data=PDF,
                actor=self.cast.handler,
                at=morning(self.day),
            )
        return self

    def lengthen(self, rule: str, part: str = "approver") -> "File":
        """This function will let a part of the cast make a limit longer."""
        case = self.case
        extend(
            matter=case,
            rule=rule,
            turn=case.turn,
            actor=self.cast.people()[part],
            at=morning(self.day),
            opinion="案情复杂",
        )
        return self

    def limit(self, rule: str) -> TimeLimit:
        """This function will give the latest limit by a rule."""
        found = self.case.limits.filter(rule=rule).order_by("pk").last()
        assert found is not None, rule
        return found

    def papers(self) -> list[str]:
        """This function will give the keys of the papers asked for by the last step."""
        last = self.case.turns.last()
        return [paper.key for paper in last.papers.order_by("pk")] if last else []

    def said(self, *levels: Level) -> list[str]:
        """This function will give what the rules say today, of these levels."""
        return [item.text for item in self.advice() if item.level in levels]

    def advice(self) -> tuple[Advice, ...]:
        """This function will give all advice of today."""
        return advice(self.case, morning(self.day))

    def offered(self, field: str) -> set[Person]:
        """This function will give the people whom a field offers."""
        return set(choices(self.case, field, Person, self.day))


def registered(cast: Cast, **values: object) -> File:
    """This function will give a case whose clue came in on 2 March 2026 and is being verified."""
    return File(cast).do("register", clue_source="report", clue_received_on=date(2026, 3, 2), **values)


def filed(cast: Cast, day: date = date(2026, 3, 9), **values: object) -> File:
    """This function will give a case that was filed on 9 March 2026 and is being investigated."""
    file = registered(cast)
    file.do("propose_filing", breach="mark-infringement", **PARTY, **FACTS, **file.officers, **values)
    return file.on(day).do("file_case", "approver")


def reported(cast: Cast, **values: object) -> File:
    """This function will give a case whose report lies with the reviewer since 9 March."""
    file = filed(cast).add("evidence")
    return file.do("finish", **{**FACTS, **EVIDENCE, **LAW, "proposal": "penalty", "review_kind": "legal", **values})


def told(cast: Cast, **values: object) -> File:
    """This function will give a case whose party was told on 10 March what is intended."""
    file = reported(cast, **values).on(date(2026, 3, 10)).do("agree", "reviewer", opinion="同意")
    file.do("propose_notice", proposed_penalty="没收侵权商品，罚款", proposed_fine=Decimal(50000), **LAW)
    return file.do("approve_notice", "approver").do("serve_notice", notice_served_on=date(2026, 3, 10))


def deciding(cast: Cast, **values: object) -> File:
    """This function will give a case of which the party said nothing, put before the head on 18 March."""
    return told(cast, **values).on(date(2026, 3, 18)).do("no_plea").do("submit")


def punished(cast: Cast, **values: object) -> File:
    """This function will give a case with a fine of 50 000 yuan, decided on 18 March."""
    return deciding(cast).do(
        "punish", "approver", **{**DECISION, "decided_on": date(2026, 3, 18), "fine": Decimal(50000), **values}
    )


def served(cast: Cast) -> File:
    """This function will give a case whose decision was handed over on 20 March."""
    return punished(cast).on(date(2026, 3, 20)).do("serve", served_on=date(2026, 3, 20), service_means="direct")


def before_police(cast: Cast) -> File:
    """This function will give a case that was sent to the police on 10 March and waits for their receipt."""
    file = filed(cast).add("transfer_report", "goods_list").on(date(2026, 3, 10))
    file.do(
        "propose_transfer",
        team_one=cast.handler,
        team_two=second_officer(cast),
        offence="selling-counterfeit-goods",
        crime_suspected="销售金额已达追诉标准。",
    )
    return file.do("approve_transfer", "approver", partner_unit=cast.police_bureau).do("send")
