"""Transfers of a university's patent to the cast's company, carried as far as a test wants them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.transfer.transfer_record.models import TransferRecord
from manas.matters.transfer.transfer_record.steps import CHECKS
from manas.office.models import Person
from manas.registers.models import Patent
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.registers.needs.deals import patent
from tests.registers.needs.needs import university

NUMBER = "202310000001.5"
CONTRACT = {
    "title": "鲜杏保鲜专利转让登记",
    "patent_number": "ZL202310000001.5",
    "patent_count": 1,
    "assignor": "云岭农业大学",
    "assignee": "云岭机电有限公司",
    "signed_on": TODAY - timedelta(days=10),
    "price_form": "lump",
    "price": Decimal("80000.00"),
    "contact": "13900000000",
    **dict.fromkeys(CHECKS, False),
}


def known(cast_: Cast) -> Patent:
    """This function will give the university's patent, entered with the university when it is first asked for."""
    found = Patent.objects.filter(application_number=NUMBER).first()
    return found or patent(organization=university(cast_))


def hand_in(matter: Matter, actor: Person, *documents: str) -> None:
    """This function will put documents with a matter."""
    matter.refresh_from_db()
    for document in documents:
        attach(matter=matter, document=document, name="材料.txt", data="材料".encode(), actor=actor, at=AT)


def contracted(cast_: Cast, document: str = "contract", **values: object) -> TransferRecord:
    """This function will begin the registration of a transfer by the company; its contract lies there."""
    known(cast_)
    made = open_draft(
        kind=kinds()["transfer_record"],
        county=cast_.north,
        organization=cast_.company,
        actor=cast_.firm,
        at=AT,
        values={**CONTRACT, **values},
    )
    hand_in(made, cast_.firm, document)
    return cast(TransferRecord, made)


def _register(cast_: Cast, one: Matter, values: dict[str, Any]) -> Matter:
    hand_in(one, cast_.handler, "certificate")
    return step(one, "register", cast_.firm, **{"record_number": "2026021500001", "registered_on": TODAY, **values})


WAY: dict[str, Any] = {
    "submit": lambda c, one, v: step(one, "submit", c.firm, **v),
    "pass_checks": lambda c, one, v: step(one, "pass_checks", c.handler, **v),
    "file": lambda c, one, v: step(one, "file", c.firm, **{"submitted_to_cnipa_on": TODAY, **v}),
    "register": _register,
}


def transfer_after(cast_: Cast, last: str, **values: dict[str, Any]) -> TransferRecord:
    """This function will carry a transfer through its steps up to `last`; `values` name a step and what is special there."""
    one: Matter = contracted(cast_, **values.pop("draft", {}))
    for key, take in WAY.items():
        one = take(cast_, one, values.get(key, {}))
        if key == last:
            break
    return cast(TransferRecord, one)
