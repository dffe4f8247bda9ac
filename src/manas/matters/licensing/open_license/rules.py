"""What stands against a declaration, and who notes that somebody took it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from manas.facts.licensing import Obstacle, obstacles
from manas.matters.docket import rules as docket
from manas.matters.docket.models import Matter
from manas.matters.docket.parties import Party
from manas.matters.licensing.open_license.models import OpenLicense
from manas.office.rules import Standing


@dataclass(frozen=True, slots=True)
class Finding:
    """One of the nine obstacles, and what was answered: it is there, it is not, or nobody has said."""

    obstacle: Obstacle
    answer: bool | None

    @property
    def words(self) -> str:
        return f"{self.obstacle.name}：{ {None: '尚未自查', True: '是，不得声明', False: '否'}[self.answer] }"


def findings(declaration: OpenLicense) -> tuple[Finding, ...]:
    """This function will look at the nine obstacles, in the order of the rules (细则86)."""
    return tuple(Finding(one, getattr(declaration, one.key)) for one in obstacles())


def hindrances(declaration: OpenLicense) -> tuple[str, ...]:
    """This function will say what keeps a declaration from being handed in: obstacles, open answers, a missing consent."""
    found = [finding.words for finding in findings(declaration) if finding.answer is not False]
    if declaration.co_owners_consent is not True:
        found.append("没有取得全体共有人书面同意")
    return tuple(found)


def may_edit_uptakes(standing: Standing, matter: Matter) -> bool:
    """This function will tell whether the person may note who took the licence up: the patentee or the handler, in force."""
    declaration = cast(OpenLicense, matter)  # the docket hands every kind its own model
    in_force = declaration.state in ("in_force", "withdrawing") and not declaration.suspended
    return in_force and docket.is_party(standing, declaration, Party.APPLICANT, Party.HANDLER)
