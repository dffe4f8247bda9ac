"""Who may: a person's standing on a day, and what follows from it. No rule found means no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from manas.office.models import SEPARATED, MembershipRole, Role, UnitKind

if TYPE_CHECKING:
    from manas.office.models import Membership, Person, Post, Unit

# A day's work with matters: separate from the plan, whose pages these posts alone do not open.
CASEWORK = (Role.HANDLER, Role.APPROVER, Role.REVIEWER)
REPORTING = (Role.LIAISON, Role.COUNTY_LIAISON)

_GOVERNMENT, _DEPARTMENT, _COUNTY = UnitKind.GOVERNMENT, UnitKind.DEPARTMENT, UnitKind.COUNTY_GOVERNMENT
# Which posts a unit of which kind has.
PLACES: dict[Role, tuple[UnitKind, ...]] = {
    Role.OFFICE: (_DEPARTMENT,),
    Role.LIAISON: (_DEPARTMENT,),
    Role.COUNTY_LIAISON: (_COUNTY,),
    Role.LEADER: (_GOVERNMENT, _DEPARTMENT, _COUNTY),
    Role.HANDLER: (_DEPARTMENT, _COUNTY),
    Role.APPROVER: (_DEPARTMENT, _COUNTY),
    Role.REVIEWER: (_DEPARTMENT, _COUNTY),
    **dict.fromkeys(SEPARATED, (_GOVERNMENT, _DEPARTMENT)),
}


def misplaced(role: Role, unit: Unit) -> str:
    """This function will say why `unit` has no such post; nothing (the empty string) when it has."""
    if unit.kind in PLACES[role]:
        return ""
    places = "、".join(str(kind.label) for kind in PLACES[role])
    return f"{role.label}只设在{places}，{unit}是{unit.get_kind_display()}"


def incompatible(role: Role, held: set[Role], *, member: bool) -> str:
    """This function will say why `role` cannot be held beside `held`, or beside acting for an organization.

    Of the three administrators each watches the others: no one holds two of their posts, or one and a business post.
    """
    apart, other = set(SEPARATED), held - {role}
    if role in apart and (other & apart):
        return "系统管理员、安全管理员、审计管理员不得由一人兼任"
    if (role in apart and other) or (role not in apart and other & apart):
        return "系统、安全、审计管理员不得兼任业务工作"
    return "系统、安全、审计管理员不得同时代表机构办事" if role in apart and member else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A person with the posts held, or deputized for, and the memberships of one day. An empty one may do nothing."""

    person: Person | None
    posts: tuple[Post, ...]
    memberships: tuple[Membership, ...] = ()

    def posts_as(self, *roles: Role) -> tuple[Post, ...]:
        """This function will give the posts held in one of `roles`."""
        return tuple(post for post in self.posts if post.role in roles)

    @property
    def is_office(self) -> bool:
        return bool(self.posts_as(Role.OFFICE))

    @property
    def is_administrator(self) -> bool:
        return bool(self.posts_as(Role.ADMINISTRATOR))

    @property
    def is_security(self) -> bool:
        return bool(self.posts_as(Role.SECURITY))

    @property
    def is_auditor(self) -> bool:
        return bool(self.posts_as(Role.AUDITOR))

    @property
    def is_official(self) -> bool:
        """Whether the person holds any post: officials prove who they are a second time."""
        return bool(self.posts)

    @property
    def organizations(self) -> frozenset[int]:
        """The numbers of the organizations that the person may act for."""
        return frozenset(membership.organization_id for membership in self.memberships)

    @property
    def works_here(self) -> bool:
        """Whether the person has any post that deals with the plan."""
        return bool(self.posts_as(Role.OFFICE, Role.LEADER, *REPORTING))

    @property
    def oversees(self) -> bool:
        """Whether the person looks at a whole tree: the office, or a leader."""
        return bool(self.posts_as(Role.OFFICE, Role.LEADER))

    @property
    def home(self) -> Unit | None:
        """The unit whose page is "mine"."""
        posts = self.posts_as(*REPORTING, Role.OFFICE, Role.LEADER)
        return posts[0].unit if posts else None

    def acts_for(self) -> frozenset[int]:
        """This function will give the numbers of the people in whose place this person acts, their own among them."""
        own = {self.person.pk} if self.person else set()
        return frozenset(own | {post.person_id for post in self.posts})

    def office_realms(self) -> tuple[str, ...]:
        """This function will give the path prefixes of the trees whose plan this person's office runs."""
        return tuple(_realm(post.unit) for post in self.posts_as(Role.OFFICE))

    def readable(self) -> tuple[str, ...]:
        """This function will give the path prefixes of the units whose work this person may read."""
        return self.office_realms() + self._paths(Role.LEADER, *REPORTING)

    def reportable(self) -> tuple[str, ...]:
        """This function will give the path prefixes of the units for which this person may report."""
        return self._paths(*REPORTING)

    def handles_at(self) -> tuple[str, ...]:
        """This function will give the path prefixes of the units whose matters this person may handle."""
        return self._paths(Role.HANDLER)

    def approves_at(self) -> tuple[str, ...]:
        """This function will give the path prefixes of the units whose matters this person may decide."""
        return self._paths(Role.APPROVER)

    def reviews_at(self) -> tuple[str, ...]:
        """This function will give the path prefixes of the units whose decisions this person reviews for their law."""
        return self._paths(Role.REVIEWER)

    def _paths(self, *roles: Role) -> tuple[str, ...]:
        return tuple(post.unit.path for post in self.posts_as(*roles))

    def runs(self, unit: Unit) -> bool:
        """This function will tell whether the person's office runs the plan that binds `unit`."""
        return unit.path.startswith(self.office_realms() or ("!",))

    def reads(self, unit: Unit) -> bool:
        """This function will tell whether the person may read what `unit` does."""
        return unit.path.startswith(self.readable() or ("!",))

    def reports_for(self, unit: Unit) -> bool:
        """This function will tell whether the person may report in the name of `unit`."""
        return unit.path.startswith(self.reportable() or ("!",))


def _realm(unit: Unit) -> str:
    """An office runs the plan for the government that it belongs to."""
    return unit.parent.path if unit.parent else unit.path


def under(field: str, prefixes: tuple[str, ...]) -> Q:
    """This function will make the filter "path in `field` begins with one of `prefixes`"; no prefix finds nothing."""
    condition = Q(pk__in=[])
    for prefix in prefixes:
        condition |= Q(**{f"{field}__startswith": prefix})
    return condition


def may_confirm(standing: Standing, membership: Membership) -> bool:
    """This function will tell whether the person may confirm who joined: the office, or a confirmed representative.

    The office does so for organizations of its own tree and those that say no county; nobody confirms themselves.
    """
    county = membership.organization.county
    its_office = standing.is_office and (county is None or standing.runs(county))
    if standing.person is not None and membership.person_id == standing.person.pk and membership.confirmed_at is None:
        return False
    return its_office or any(
        own.organization_id == membership.organization_id
        and own.role == MembershipRole.REPRESENTATIVE
        and own.confirmed_at is not None
        for own in standing.memberships
    )


def acted_for(standing: Standing, unit: Unit | None, roles: tuple[Role, ...] = ()) -> Person | None:
    """This function will give the person in whose place a deed on `unit` was done; nobody when it was one's own to do.

    A post of one's own that could have done it comes before one that is only lent. `roles` are those to whom the deed is
    open, where the caller knows; without them a leader's own post, which mostly reads, does not count.
    """
    able = standing.posts_as(*roles) if roles else standing.posts
    reaching = [post for post in able if unit is None or unit.path.startswith(_reach(post))]
    if any(not post.delegated and (roles or post.role != Role.LEADER) for post in reaching):
        return None
    return next((post.person for post in reaching if post.delegated), None)


def _reach(post: Post) -> str:
    return _realm(post.unit) if post.role == Role.OFFICE else post.unit.path
