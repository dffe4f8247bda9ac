"""A patent of a university, and a licence of it as it was recorded."""

from datetime import date
from decimal import Decimal

from manas.office.models import Organization
from manas.registers.deals.actions import Deal
from manas.registers.models import DealKind, Patent, PatentHolder
from tests.cast import AT, TODAY


def patent(number: str = "202310000001.5", organization: Organization | None = None) -> Patent:
    """This function will put a granted patent of a university into the register."""
    made = Patent.objects.create(
        application_number=number,
        kind="invention",
        title="一种鲜杏保鲜方法",
        legal_status="in_force",
        source="测试",
        created_at=AT,
        changed_at=AT,
    )
    PatentHolder.objects.create(patent=made, position=1, name="云岭农业大学", organization=organization)
    return made


def deal(**values: object) -> Deal:
    """This function will make the deal of a recorded licence, or another one."""
    usual = {
        "kind": DealKind.ORDINARY,
        "given_by": "云岭农业大学",
        "given_to": "云岭机电有限公司",
        "effective_on": date(2026, 2, 1),
        "until": date(2029, 1, 31),
        "price": Decimal("50000.00"),
        "record_number": "X2026980000001",
        "recorded_on": TODAY,
        "source": "办件 克知许〔2026〕1号",
    }
    return Deal(**{**usual, **values})  # type: ignore[arg-type]  # by their names
