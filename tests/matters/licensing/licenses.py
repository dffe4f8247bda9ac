"""Licences of a university's patent: its open declaration, and contracts with the cast's company that are to be recorded."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.licensing.license_record.models import LicenseRecord
from manas.matters.licensing.open_license.models import OpenLicense
from manas.matters.licensing.open_license.steps import ANSWERS
from manas.office.models import Organization, Person
from manas.registers.models import Patent
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.registers.needs.deals import patent
from tests.registers.needs.needs import university

NUMBER = "202310000001.5"
DECLARED = {
    "title": "鲜杏保鲜专利开放许可",
    "patent_number": NUMBER,
    **dict.fromkeys(ANSWERS, False),
    "co_owners_consent": True,
    "fee_form": "lump",
    "fee_lump": Decimal("30000.00"),
    "fee_explained": "参照同领域三件许可合同的平均金额。",
    "license_term": "自声明公告之日起三年",
    "contact": "13900000000",
}
CONTRACT = {
    "title": "鲜杏保鲜专利普通许可备案",
    "patent_number": "ZL202310000001.5",
    "patent_count": 1,
    "given_by": "云岭农业大学",
    "given_to": "云岭机电有限公司",
    "effective_on": TODAY - timedelta(days=10),
    "price_form": "lump",
    "price": Decimal("50000.00"),
    "contact": "13900000000",
}
LICENSED = {"record_kind": "ordinary", "license_until": TODAY + timedelta(days=1000), "territory": "新疆"}


def known(cast_: Cast) -> Patent:
    """This function will give the university's patent, entered with the university when it is first asked for."""
    found = Patent.objects.filter(application_number=NUMBER).first()
    return found or patent(organization=university(cast_))


def school() -> Organization:
    """This function will give the university."""
    return Organization.objects.get(name="云岭农业大学")


def hand_in(matter: Matter, actor: Person, *documents: str) -> None:
    """This function will put documents with a matter."""
    matter.refresh_from_db()
    for document in documents:
        attach(matter=matter, document=document, name="材料.txt", data="材料".encode(), actor=actor, at=AT)


def declared(cast_: Cast, **values: object) -> OpenLicense:
    """This function will begin a declaration of the university, for which the cast's bank clerk acts."""
    known(cast_)
    made = open_draft(
        kind=kinds()["open_license"],
        county=cast_.north,
        organization=school(),
        actor=cast_.bank,
        at=AT,
        values={**DECLARED, **values},
    )
    return cast(OpenLicense, made)


DECLARING: dict[str, Any] = {
    "submit": lambda c, one, v: step(one, "submit", c.bank, **v),
    "pass_checks": lambda c, one, v: step(one, "pass_checks", c.handler, **v),
    "file": lambda c, one, v: step(one, "file", c.bank, **{"filed_on": TODAY, **v}),
    "declare": lambda c, one, v: step(
        one, "declare", c.bank, **{"declaration_number": "KF2026000001", "declared_on": TODAY, **v}
    ),
}


def declaration_after(cast_: Cast, last: str, **values: dict[str, Any]) -> OpenLicense:
    """This function will carry a declaration through its steps up to `last`."""
    one: Matter = declared(cast_, **values.pop("draft", {}))
    for key, take in DECLARING.items():
        one = take(cast_, one, values.get(key, {}))
        if key == last:
            break
    return cast(OpenLicense, one)


def contracted(
    cast_: Cast, actor: Person | None = None, organization: Organization | None = None, **values: object
) -> LicenseRecord:
    """This function will begin the record of a contract, by the company unless said; the contract lies there."""
    known(cast_)
    made = open_draft(
        kind=kinds()["license_record"],
        county=cast_.north,
        organization=organization or cast_.company,
        actor=actor or cast_.firm,
        at=AT,
        values={**CONTRACT, **LICENSED, **values},
    )
    hand_in(made, actor or cast_.firm, "contract")
    return cast(LicenseRecord, made)


def _register(cast_: Cast, one: Matter, values: dict[str, Any]) -> Matter:
    hand_in(one, cast_.handler, "certificate")
    told = {"record_number": "X2026980000001", "recorded_on": TODAY, **values}
    return step(one, "register", cast_.firm, **told)


RECORDING: dict[str, Any] = {
    "submit": lambda c, one, v: step(one, "submit", c.firm, **v),
    "pass_checks": lambda c, one, v: step(one, "pass_checks", c.handler, **v),
    "file": lambda c, one, v: step(one, "file", c.firm, **{"submitted_to_cnipa_on": TODAY, **v}),
    "register": _register,
}


def record_after(cast_: Cast, last: str, **values: dict[str, Any]) -> LicenseRecord:
    """This function will carry the record of a licence through its steps up to `last`."""
    one: Matter = contracted(cast_, **values.pop("draft", {}))
    for key, take in RECORDING.items():
        one = take(cast_, one, values.get(key, {}))
        if key == last:
            break
    return cast(LicenseRecord, one)
