"""Studies over a register of few patents."""

from dataclasses import replace
from datetime import date, datetime

from manas.office.models import Person
from manas.registers.models import NavigationKind, NavigationStudy
from manas.registers.navigation.actions import make_study
from manas.registers.patents.entries import Party
from manas.registers.patents.queries.listing import Filters
from tests.cast import AT, Cast
from tests.registers.patents.records import LEACHING, SEA_BUCKTHORN, entered

PICKER = replace(
    SEA_BUCKTHORN,
    application_number="202220000000.1",
    publication_number="CN219000001U",
    title="一种沙棘果采收装置",
    abstract="本实用新型涉及采收机械，提高采收效率，结构简单。",
    filed_on=date(2022, 6, 20),
    published_on=date(2022, 12, 9),
    holders=(Party("云岭机电有限公司"), Party("丰泽大学")),
)
SEA_BUCKTHORN_ALONE = Filters("沙棘")


def study(
    cast: Cast, filters: Filters | None = None, actor: Person | None = None, at: datetime = AT
) -> NavigationStudy:
    """This function will enter three patents where there are none, and make a study as the office."""
    entered(cast, LEACHING, SEA_BUCKTHORN, PICKER)
    return make_study(
        title="沙棘产业专利导航",
        question="采收技术往哪里走",
        kind=NavigationKind.INDUSTRY,
        filters=filters or Filters(),
        actor=actor or cast.office,
        at=at,
    )
