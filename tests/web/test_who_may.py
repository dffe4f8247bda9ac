"""Every address × every role, in one table; those of matters stand with their ownership in a table of their own.

An address that is in neither table breaks the test.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from manas.indicators.models import IndicatorSet, Target
from manas.indicators.sets.actions import draw_up, set_target
from manas.matters.docket.actions.reprojecting import reproject_open
from manas.office import actions as office
from manas.office.actions import Naming
from manas.office.models import (
    CalendarDay,
    Delegation,
    Delivery,
    FactStatus,
    Job,
    LocalValue,
    Membership,
    NameKind,
    Notice,
    OpenSession,
    Person,
    Post,
    Role,
    Unit,
    Webhook,
)
from manas.office.notices import actions as notices
from manas.office.values import actions as values
from manas.plan.actions import drafting, ledger
from manas.plan.models import Evidence, Obligation, Report, WorkItem, WorkPlan
from manas.registers.aid.actions import attach
from manas.registers.aid.actions import enter as enter_aid
from manas.registers.aid.books import BOOKS
from manas.registers.events.actions import enter as enter_event
from manas.registers.imports.actions import hand_in
from manas.registers.matching.judging import open_round
from manas.registers.models import (
    AidOffer,
    AidPolicy,
    ImportRun,
    JudgingRound,
    MatchmakingEvent,
    NavigationStudy,
    Patent,
    Product,
    ProductPatent,
    PushAddressee,
    PushList,
    SavedSearch,
    StudyConclusion,
    TechnologyNeed,
)
from manas.registers.needs.actions import enter as enter_need
from manas.registers.patents.actions import correct_patent, enter_patents, save_search
from manas.registers.patents.entries import Party, PatentEntry
from manas.registers.patents.queries.listing import Filters
from manas.registers.pool.actions import ask as ask_firms
from manas.registers.products.actions import enter as enter_product
from manas.registers.products.actions import work_patent
from manas.web.management.commands._demo_navigation import make_navigation
from manas.web.management.commands.demo import MEMBERS
from tests.demo import make_demo
from tests.web.test_who_may_matters import ADDRESSES

PEOPLE = (
    "", "outsider", "office", "leader", "science", "market", "artux", "county_leader", "admin",
    "handler", "security", "auditor", "firm",
)  # fmt: skip

# What each person gets. P: the page. X: the deed is let through to the form (302, or 422 for an empty one).
# -: there is no such page (404). >: led to the sign-in page. The record is one of 阿图什市 (artux); 市场监管局 (market)
# leads its task, 科技局 (science) only takes part in it. The outsider works in another prefecture.
#
# address                  nobody   outsider  office  leader  science  market  artux  county_leader  admin  handler  security  auditor  firm
TABLE = """
GET  home                     P        P         P       P       P        P       P      P              P      P        P         P        P
GET  sign-in                  P        >         >       >       >        >       >      >              >      >        >         >        >
POST sign-out                 -        X         X       X       X        X       X      X              X      X        X         X        X
POST language                 X        X         X       X       X        X       X      X              X      X        X         X        X
GET  password                 >        P         P       P       P        P       P      P              P      P        P         P        P
POST password                 -        X         X       X       X        X       X      X              X      X        X         X        X
GET  search                   P        P         P       P       P        P       P      P              P      P        P         P        P
GET  deadlines                P        P         P       P       P        P       P      P              P      P        P         P        P
GET  deadlines-file           P        P         P       P       P        P       P      P              P      P        P         P        P
GET  fees                     P        P         P       P       P        P       P      P              P      P        P         P        P
GET  calendar                 P        P         P       P       P        P       P      P              P      P        P         P        P
GET  rules                    P        P         P       P       P        P       P      P              P      P        P         P        P
GET  imports                  >        -         P       -       -        -       -      -              -      P        -         -        -
POST imports                  -        -         X       -       -        -       -      -              -      X        -         -        -
GET  import                   >        -         P       -       -        -       -      -              -      P        -         -        -
GET  import-faults            >        -         P       -       -        -       -      -              -      P        -         -        -
POST import-mapping           -        -         X       -       -        -       -      -              -      X        -         -        -
POST import-deed              -        -         X       -       -        -       -      -              -      X        -         -        -
GET  facts                    >        -         -       -       -        -       -      -              P      -        -         -        -
GET  facts-calendar           >        -         -       -       -        -       -      -              P      -        -         -        -
GET  facts-doubts             >        -         -       -       -        -       -      -              P      -        -         -        -
GET  facts-local              >        -         -       -       -        -       -      -              P      -        -         -        -
POST calendar-day-add         -        -         -       -       -        -       -      -              X      -        -         -        -
POST calendar-day-withdraw    -        -         -       -       -        -       -      -              P      -        -         -        -
POST calendar-year-declare    -        -         -       -       -        -       -      -              X      -        -         -        -
GET  calendar-import          >        -         -       -       -        -       -      -              P      -        -         -        -
POST calendar-import          -        -         -       -       -        -       -      -              X      -        -         -        -
GET  term                     >        -         -       -       -        -       -      -              P      -        -         -        -
POST term                     -        -         -       -       -        -       -      -              X      -        -         -        -
POST term-end                 -        -         -       -       -        -       -      -              X      -        -         -        -
GET  mine                     >        >         >       >       >        >       >      >              -      -        -         -        -
GET  notices                  >        P         P       P       P        P       P      P              P      P        P         P        P
POST notices-read             -        X         X       X       X        X       X      X              X      X        X         X        X
POST notice-open              -        -         -       -       -        -       X      -              -      -        -         -        -
GET  notice-choice            >        P         P       P       P        P       P      P              P      P        P         P        P
POST notice-choice            -        X         X       X       X        X       X      X              X      X        X         X        X
GET  outbox                   >        -         -       -       -        -       -      -              P      -        -         -        -
POST delivery-again           -        -         -       -       -        -       -      -              X      -        -         -        -
POST job-again                -        -         -       -       -        -       -      -              X      -        -         -        -
GET  webhooks                 >        -         -       -       -        -       -      -              P      -        -         -        -
POST webhooks                 -        -         -       -       -        -       -      -              X      -        -         -        -
POST webhook-switch           -        -         -       -       -        -       -      -              X      -        -         -        -
GET  to-verify                >        -         P       -       -        -       -      -              -      -        -         -        -
GET  living                   P        P         P       P       P        P       P      P              P      P        P         P        P
GET  matrix                   >        -         P       P       P        P       P      P              -      -        -         -        -
GET  breakdown                >        -         P       P       P        P       P      P              -      -        -         -        -
GET  breakdown-file           >        -         P       P       P        P       P      P              -      -        -         -        -
GET  changes                  >        -         P       P       P        P       P      P              -      -        -         -        -
GET  board                    >        -         P       P       -        -       -      P              -      -        -         -        -
GET  indicators               >        P         P       P       P        P       P      P              -      -        -         -        -
GET  indicators-file          >        P         P       P       P        P       P      P              -      -        -         -        -
GET  indicator                >        P         P       P       P        P       P      P              -      -        -         -        -
GET  indicator-evidence       >        P         P       P       P        P       P      P              -      -        -         -        -
GET  indicator-sets           >        P         P       P       P        P       P      P              -      -        -         -        -
POST indicator-sets           -        -         X       -       -        -       -      -              -      -        -         -        -
GET  indicator-set            >        -         P       -       -        -       -      -              -      -        -         -        -
POST indicator-set            -        -         X       -       -        -       -      -              -      -        -         -        -
POST indicator-set-deed       -        -         X       -       -        -       -      -              -      -        -         -        -
POST target-drop              -        -         X       -       -        -       -      -              -      -        -         -        -
GET  unit                     >        -         P       P       -        -       P      P              -      -        -         -        -
GET  original                 P        P         P       P       P        P       P      P              P      P        P         P        P
GET  revise                   >        -         P       -       -        -       -      -              -      -        -         -        -
POST revise                   -        -         X       -       -        -       -      -              -      -        -         -        -
GET  obligation               >        -         P       P       P        P       P      P              -      -        -         -        -
POST plan-item                -        -         X       -       -        X       -      -              -      -        -         -        -
GET  item                     >        -         P       P       -        P       P      P              -      -        -         -        -
POST report                   -        -         -       -       -        -       X      -              -      -        -         -        -
POST withdraw                 -        -         X       -       -        X       -      -              -      -        -         -        -
POST restore                  -        -         X       -       -        X       -      -              -      -        -         -        -
POST recall                   -        -         -       -       -        -       X      -              -      -        -         -        -
POST accept                   -        -         X       -       -        -       -      -              -      -        -         -        -
POST return                   -        -         X       -       -        -       -      -              -      -        -         -        -
GET  evidence                 >        -         P       P       -        P       P      P              -      -        -         -        -
GET  drafts                   >        -         P       -       -        -       -      -              -      -        -         -        -
POST drafts                   -        -         X       -       -        -       -      -              -      -        -         -        -
GET  draft                    >        -         P       -       -        -       -      -              -      -        -         -        -
POST correct                  -        -         X       -       -        -       -      -              -      -        -         -        -
POST undo                     -        -         X       -       -        -       -      -              -      -        -         -        -
POST identify                 -        -         X       -       -        -       -      -              -      -        -         -        -
POST discard                  -        -         X       -       -        -       -      -              -      -        -         -        -
POST adopt                    -        -         X       -       -        -       -      -              -      -        -         -        -
GET  people                   >        -         -       -       -        -       -      -              P      -        -         -        -
POST people-add               -        -         -       -       -        -       -      -              X      -        -         -        -
POST appoint                  -        -         -       -       -        -       -      -              -      -        X         -        -
POST people-switch            -        -         -       -       -        -       -      -              X      -        -         -        -
POST end-post                 -        -         -       -       -        -       -      -              -      -        X         -        -
GET  sign-in-code             >        >         >       >       >        >       >      >              >      >        >         >        >
POST sign-in-code             X        X         X       X       X        X       X      X              X      X        X         X        X
GET  register                 P        >         >       >       >        >       >      >              >      >        >         >        >
POST register                 X        X         X       X       X        X       X      X              X      X        X         X        X
GET  products                 >        P         P       P       P        P        P      P              -      P        -         -   P
GET  products-file            >        P         P       P       P        P        P      P              -      P        -         -   P
GET  product                  >        -         P       P       P        P        P      P              -      P        -         -   P
GET  product-enter            >        -         P       -       -        -        P      -              -      P        -         -   P
POST product-enter            -        -         X       -       -        -        X      -              -      X        -         -   X
GET  product-amend            >        -         P       -       -        -        P      -              -      P        -         -   P
POST product-amend            -        -         X       -       -        -        X      -              -      X        -         -   X
GET  product-scope            >        -         P       -       -        -        P      -              -      P        -         -   P
POST product-scope            -        -         X       -       -        -        X      -              -      X        -         -   X
POST product-work             -        -         X       -       -        -        X      -              -      X        -         -   X
POST product-stop-working     -        -         X       -       -        -        X      -              -      X        -         -   X
GET  patents                  >        P         P       P       P        P       P      P              P      P        P         P        P
GET  patents-file             >        P         P       P       P        P       P      P              P      P        P         P        P
GET  patent                   >        P         P       P       P        P       P      P              P      P        P         P        P
GET  patent-correct           >        -         P       -       -        -       -      -              -      P        -         -        -
POST patent-correct           -        -         X       -       -        -       -      -              -      X        -         -        -
POST patent-lift              -        -         X       -       -        -       -      -              -      X        -         -        -
GET  patent-offer             >        -         -       -       -        -       -      -              -      -        -         -        P
POST patent-offer             -        -         -       -       -        -       -      -              -      -        -         -        X
GET  navigation               >        -         P       P       -        -       -      P              -      P        -         -        -
GET  navigation-new           >        -         P       -       -        -       -      -              -      P        -         -        -
POST navigation-new           -        -         X       -       -        -       -      -              -      X        -         -        -
GET  navigation-study         >        -         P       P       -        -       -      -              -      P        -         -        -
GET  navigation-figure        >        -         P       P       -        -       -      -              -      P        -         -        -
GET  navigation-report        >        -         P       P       -        -       -      -              -      P        -         -        -
GET  navigation-data          >        -         P       P       -        -       -      -              -      P        -         -        -
POST navigation-again         -        -         X       -       -        -       -      -              -      X        -         -        -
POST navigation-conclude      -        -         X       -       -        -       -      -              -      X        -         -        -
POST navigation-limits        -        -         X       -       -        -       -      -              -      X        -         -        -
POST navigation-withdraw      -        -         X       -       -        -       -      -              -      X        -         -        -
POST search-save              -        X         X       X       X        X       X      X              X      X        X         X        X
POST search-drop              -        -         -       -       -        -       X      -              -      -        -         -        -
GET  public-needs             P        P         P       P       P        P       P      P              P      P        P         P        P
GET  public-need              P        P         P       P       P        P       P      P              P      P        P         P        P
GET  needs                    >        P         P       P       P        P       P      P              P      P        P         P        P
GET  need                     >        -         P       P       -        -       -      P              -      P        -         -        P
GET  need-amend               >        -         P       -       -        -       -      -              -      P        -         -        P
POST need-amend               -        -         X       -       -        -       -      -              -      X        -         -        X
GET  patent-users             >        P         P       P       P        P       P      P              -      P        -         -        -
POST need-judging             -        -         X       -       -        -       -      -              -      X        -         -        -
GET  judging                  >        -         P       -       -        -       -      -              -      P        -         -        -
POST judging                  -        -         X       -       -        -       -      -              -      X        -         -        -
GET  judging-round            >        -         P       -       -        -       -      -              -      P        -         -        -
POST judging-round            -        -         X       -       -        -       -      -              -      X        -         -        -
GET  judged-file              >        -         P       -       -        -       -      -              -      P        -         -        -
GET  need-classes             >        -         P       P       -        -       -      P              -      P        -         -        P
POST need-classes             -        -         X       -       -        -       -      -              -      X        -         -        X
GET  need-offers              >        -         P       P       -        -       -      P              -      P        -         -        P
POST need-pair                -        -         -       -       -        -       -      -              -      X        -         -        X
POST need-offer               -        -         -       -       -        -       -      -              -      -        -         -        -
GET  counted-pairs            >        P         P       P       P        P       P      P              P      P        P         P        -
GET  events                   >        P         P       P       P        P       P      P              P      P        P         P        -
POST events                   -        -         X       -       -        -       -      -              -      X        -         -        -
GET  event                    >        -         P       P       -        -       -      P              -      P        -         -        -
GET  aid                      >        P         P       P       P        P       P      P              -      P        -         -        -
GET  aid-book                 >        P         P       P       P        P       P      P              -      P        -         -        -
GET  aid-file                 >        P         P       P       P        P       P      P              -      P        -         -        -
GET  aid-enter                >        P         P       -       P        P       P      -              -      P        -         -        -
POST aid-enter                -        X         X       -       X        X       X      -              -      X        -         -        -
GET  aid-record               >        -         P       P       -        -       P      P              -      -        -         -        -
GET  aid-amend                >        -         P       -       -        -       P      -              -      -        -         -        -
POST aid-amend                -        -         X       -       -        -       X      -              -      -        -         -        -
GET  aid-step                 >        -         P       -       -        -       P      -              -      -        -         -        -
POST aid-step                 -        -         X       -       -        -       X      -              -      -        -         -        -
GET  aid-document             >        -         P       P       -        -       P      P              -      -        -         -        -
POST aid-document             -        -         X       -       -        -       X      -              -      -        -         -        -
GET  pool                     >        -         P       P       -        -       P      P              -      P        -         -        -
GET  push-list                >        -         P       P       -        -       P      P              -      P        -         -        -
GET  push-list-file           >        -         P       P       -        -       P      P              -      P        -         -        -
GET  push-list-patents        >        -         P       -       -        -       -      -              -      P        -         -        -
GET  push-list-describe       >        -         P       -       -        -       -      -              -      P        -         -        -
POST push-list-describe       -        -         X       -       -        -       -      -              -      X        -         -        -
GET  push-list-ask            >        -         P       -       -        -       -      -              -      P        -         -        -
POST push-list-ask            -        -         X       -       -        -       -      -              -      X        -         -        -
POST push-list-remind         -        -         X       -       -        -       X      -              -      X        -         -        -
POST push-list-deed           -        -         X       -       -        -       -      -              -      X        -         -        -
POST push-take-back           -        -         X       -       -        -       -      -              -      X        -         -        -
GET  my-pushes                >        -         -       -       -        -       -      -              -      -        -         -        P
GET  push-answer              >        -         -       -       -        -       -      -              -      -        -         -        P
POST push-answer              -        -         -       -       -        -       -      -              -      -        -         -        X
POST push-begin               -        -         -       -       -        -       -      -              -      -        -         -        X
GET  account                  >        P         P       P       P        P       P      P              P      P        P         P        P
POST email                    -        X         X       X       X        X       X      X              X      X        X         X        X
GET  my-calendar              P        P         P       P       P        P       P      P              P      P        P         P        P
POST my-calendar-make         -        P         P       P       P        P       P      P              P      P        P         P        P
POST my-calendar-revoke       -        X         X       X       X        X       X      X              X      X        X         X        X
POST sessions-end             -        X         X       X       X        X       X      X              X      X        X         X        X
POST second-factor            -        X         X       X       X        X       X      X              X      X        X         X        X
POST recovery-codes           -        X         X       X       X        X       X      X              X      X        X         X        X
GET  second-factor            >        P         P       P       P        P       P      P              P      P        P         P        P
GET  second-factor-picture    >        -         -       -       -        -       P      -              -      -        -         -        -
POST session-end              -        -         -       -       -        -       X      -              -      -        -         -        -
POST delegate                 -        -         -       -       X        -       -      -              -      -        -         -        -
POST take-back                -        -         -       -       X        -       -      -              -      -        -         -        -
POST membership-confirm       -        -         X       -       -        -       -      -              -      -        -         -        X
POST membership-refuse        -        -         X       -       -        -       -      -              -      -        -         -        X
GET  flows                    >        -         -       -       -        -       -      -              P      -        -         -        -
POST flow-move                -        -         -       -       -        -       -      -              X      -        -         -        -
GET  units                    >        -         -       -       -        -       -      -              P      -        -         -        -
POST unit-add                 -        -         -       -       -        -       -      -              X      -        -         -        -
POST unit-rename              -        -         -       -       -        -       -      -              X      -        -         -        -
POST unit-close               -        -         -       -       -        -       -      -              X      -        -         -        -
GET  posts                    >        -         -       -       -        -       -      -              -      -        P         -        -
POST membership-add           -        -         -       -       -        -       -      -              -      -        X         -        -
POST membership-end           -        -         -       -       -        -       -      -              -      -        X         -        -
POST unlock                   -        -         -       -       -        -       -      -              -      -        X         -        -
POST password-reset           -        -         -       -       -        -       -      -              -      -        X         -        -
POST second-factor-reset      -        -         -       -       -        -       -      -              -      -        X         -        -
GET  audit                    >        -         -       -       -        -       -      -              -      -        -         P        -
GET  audit-file               >        -         -       -       -        -       -      -              -      -        -         P        -
GET  sign-in-records          >        -         -       -       -        -       -      -              -      -        -         P        -
POST audit-verify             -        -         -       -       -        -       -      -              -      -        -         X        -
"""
STATUS = {"P": {200}, "X": {302, 422}, "-": {404}, ">": {302}}


@dataclass(frozen=True)
class Records:
    """One record of each kind that an address can name."""

    plan: WorkPlan
    draft: WorkPlan
    item: WorkItem
    report: Report
    evidence: Evidence
    calendar: str

    def address(self, name: str) -> str:
        """This function will give the address of this name for these records."""
        plan, item, report, draft = self.plan.pk, self.item.pk, self.report.pk, self.draft.pk
        science = Person.objects.get(username="science").pk
        groups: list[tuple[str, list[object]]] = [
            ("matrix breakdown breakdown-file changes board living original revise", [plan]),
            ("obligation plan-item", [self.item.obligation_id]),
            ("item report withdraw restore", [item]),
            ("recall accept return", [report]),
            ("draft correct identify discard adopt", [draft]),
            ("appoint people-switch membership-add unlock password-reset second-factor-reset", [science]),
            ("undo", [draft, self.draft.corrections.get().pk]),
            ("unit", [plan, self.item.unit.code]),
            ("flow-move", ["feedback"]),
            ("deadlines-file", ["filing", "2026-09-28"]),
            ("evidence", [self.evidence.pk]),
            ("notice-open", [Notice.objects.get(key="who-may").pk]),
            ("delivery-again", [Delivery.objects.get(notice__key="who-may", channel="webhook").pk]),
            ("job-again", [Job.objects.get(state="failed").pk]),
            ("webhook-switch", [Webhook.objects.get().pk]),
            ("end-post delegate", [Post.objects.get(person=science).pk]),
            ("take-back", [Delegation.objects.get().pk]),
            ("session-end", [OpenSession.objects.get(key="who-may").pk]),
            ("membership-end membership-confirm membership-refuse", [Membership.objects.get(confirmed_at=None).pk]),
            ("unit-rename unit-close", [self.item.unit.pk]),
            ("my-calendar", [self.calendar]),
            ("patent patent-offer", [Patent.objects.get().pk]),
            ("product product-amend product-work", [Product.objects.get().pk]),
            ("product-scope", [Product.objects.get().organization_id]),
            ("product-stop-working", [Product.objects.get().pk, ProductPatent.objects.get().pk]),
            ("patent-lift", [Patent.objects.get().pk, "title"]),
            ("patent-correct", [Patent.objects.get().pk, "title"]),
            ("search-drop", [SavedSearch.objects.get().pk]),
            ("navigation-study navigation-figure navigation-report", [NavigationStudy.objects.get().pk]),
            ("navigation-data navigation-again", [NavigationStudy.objects.get().pk]),
            ("navigation-conclude navigation-limits", [NavigationStudy.objects.get().pk]),
            ("navigation-withdraw", [StudyConclusion.objects.get().pk]),
            ("need-pair", [TechnologyNeed.objects.get(confidentiality="invited").pk, Patent.objects.get().pk]),
            (
                "need need-amend need-classes need-judging need-offers",
                [TechnologyNeed.objects.get(confidentiality="invited").pk],
            ),
            ("public-need need-offer", [TechnologyNeed.objects.get(confidentiality="public").pk]),
            ("patent-users", [Patent.objects.get().pk]),
            ("judging-round", [JudgingRound.objects.get().pk]),
            ("event", [MatchmakingEvent.objects.get().pk]),
            ("aid-book aid-file aid-enter", ["offers"]),
            ("aid-record aid-amend", ["offers", AidOffer.objects.get().pk]),
            ("aid-step", [AidOffer.objects.get().pk, "discussed"]),
            ("aid-document", [AidPolicy.objects.get().pk]),
            ("import import-mapping", [ImportRun.objects.get().pk]),
            ("import-faults", [ImportRun.objects.get().pk, "csv"]),
            ("import-deed", [ImportRun.objects.get().pk, "discard"]),
            (
                "push-list push-list-file push-list-patents push-list-describe push-list-ask push-list-remind",
                [PushList.objects.get().pk],
            ),
            ("push-list-deed", [PushList.objects.get().pk, "close"]),
            ("push-take-back push-answer", [PushAddressee.objects.get().pk]),
            ("push-begin", [PushAddressee.objects.get().pk, "pair"]),
            ("calendar-day-withdraw", [CalendarDay.objects.get().pk]),
            ("indicator indicator-evidence", ["pledge_amount"]),
            ("indicator-set", [IndicatorSet.objects.get().pk]),
            ("indicator-set-deed", [IndicatorSet.objects.get().pk, "revise"]),
            ("target-drop", [Target.objects.get().pk]),
            ("term", ["AID-CONSULT"]),
            ("term-end", [LocalValue.objects.get(key="AID-CONSULT").pk]),
        ]
        number = {one: named for names, named in groups for one in names.split()}
        return reverse(name, args=number.get(name, []))


def rows() -> Iterator[tuple[str, str, str, str]]:
    """This function will read the table: method, address, person, what they get."""
    for line in TABLE.strip().splitlines():
        method, name, *gets = line.split()
        assert len(gets) == len(PEOPLE), line
        for person, got in zip(PEOPLE, gets, strict=True):
            yield method, name, person, got


@pytest.fixture
def records(db: None) -> Records:
    """The demonstration, with a draft, an outsider and a county's leader, and an open report of 阿图什市 on task 1."""
    plan = make_demo(timezone.now())
    now = timezone.now()
    official, artux = Person.objects.get(username="office"), Person.objects.get(username="artux")
    county = artux.posts.get().unit
    item = ledger.plan_item(
        obligation=Obligation.objects.get(task__plan=plan, task__kind="task", task__number="1", position=0),
        unit=county,
        year=2027,
        what="联系援疆城市企业",
        measure="签订协议",
        due_on=date(2027, 6, 30),
        actor=official,
        at=now,
    )
    proof = (("证明.txt", "协议一份".encode()),)
    report = ledger.write_report(item=item, text="已签订", files=proof, actor=artux, at=now)
    ledger.submit_report(report=report, actor=artux, at=now)
    draft = drafting.upload(
        data="关于试行的方案\n一、工作任务\n1.建立名册。建立企业名册。（市科技局牵头，市商务局负责）\n".encode(),
        name="draft.txt",
        owner=plan.owner,
        actor=official,
        at=now,
    )
    drafting.correct(
        plan=draft,
        verb=drafting.Verb.ADD_UNIT,
        task_key="建立名册",
        value="市财政局",
        role="responsible",
        actor=official,
        at=now,
    )
    _told(artux, county, official)
    _coming_in(artux)
    _set_here(Person.objects.get(username="admin"))
    _registered(official, artux)
    _aimed(plan, official)
    _needed(county)
    _aided(county, artux)
    _imported(official)
    _pushed(official)
    _newcomer("county_leader", Role.LEADER, county, official)
    _newcomer("outsider", Role.LIAISON, _elsewhere(official), official)
    calendar = office.make_calendar_token(person=artux, at=now)
    return Records(plan, draft, item, report, report.evidence.get(), calendar)


def _imported(official: Person) -> None:
    """A file that the office handed in and nobody has checked yet."""
    hand_in(
        kind="patents", name="专利.csv", data="申请号,名称\n202110512345.5,水泵\n".encode(), source="", edition="",
        actor=official, at=timezone.now(),
    )  # fmt: skip


def _pushed(official: Person) -> None:
    """A list of the national pool, on whose one patent the firm is asked."""
    at, firm = timezone.now(), Membership.objects.get(person__username="firm", confirmed_at__isnull=False).organization
    made = PushList.objects.create(title="批次", source="测试", keeper=official.posts.get().unit, created_at=at)
    made.patents.create(position=1, patent=Patent.objects.get())
    ask_firms(push_list=made, patents=list(made.patents.all()), organizations=[firm], actor=official, at=at)


def _set_here(admin: Person) -> None:
    """A day off and a term of the office's own."""
    at, document, day = timezone.now(), "通知", date(2026, 3, 4)
    values.enter_day(
        place="national",
        day=day,
        off=True,
        name="调休",
        document=document,
        actor=admin,
        at=at,
        reproject=reproject_open,
    )
    values.set_term(
        key="AID-CONSULT", count=5, span="day", valid_from=day, document=document, actor=admin, at=at,
        reproject=reproject_open,
    )  # fmt: skip


def _registered(official: Person, artux: Person) -> None:
    """A patent of the firm, and a search that 阿图什市 keeps."""
    at, firm = timezone.now(), Membership.objects.get(person__username="firm").organization
    entry = PatentEntry(application_number="202110512345.5", title="水泵密封", holders=(Party(firm.name),))
    enter_patents(entries=[entry], source="测试", actor=official, at=at)
    company = Membership.objects.get(person__username="firm").organization
    made = enter_product(organization=company, values={"name": "水泵"}, source="测试", actor=official, at=at)
    correct_patent(patent=Patent.objects.get(), field="title", value="水泵", reason="公告", actor=official, at=at)
    work_patent(product=made, patent=Patent.objects.get(), since_on=None, note="", actor=official, at=at)
    save_search(name="水泵", filters=Filters("水泵"), alerts=True, actor=artux, at=at)
    make_navigation(at)


def _aimed(plan: WorkPlan, official: Person) -> None:
    """A set of indicators that the office is drawing up, with a target."""
    at = timezone.now()
    made = draw_up(name="指标", basis="会议议定", owner=plan.owner, actor=official, at=at)
    set_target(
        indicator_set=made, indicator="cases_filed", unit=plan.owner, year=2026, value=Decimal(1), actor=official, at=at
    )


def _needed(county: Unit) -> None:
    """A need of the firm that is shown to those invited alone, a public one, and an event in 阿图什市."""
    at, handler = timezone.now(), Person.objects.get(username="handler")
    firm, keeper = Membership.objects.get(person__username="firm").organization, handler.posts.get().unit
    values = {"title": "轴封", "text": "要耐风沙。", "asker": firm.name, "county": county, "organization": firm}
    for level in ("invited", "public"):
        told = {**values, "confidentiality": level}
        enter_need(keeper=keeper, source="测试", values=told, actor=handler, at=at)
    open_round(query="防沙", patents=[Patent.objects.get().pk], seed=1, actor=handler, at=at)
    enter_event(
        keeper=keeper, name="对接会", held_on=date(2026, 5, 1), organizer="局", county=county, actor=handler, at=at
    )


def _aided(county: Unit, artux: Person) -> None:
    """Who aids 阿图什市, what was brought in and a policy that was won, all entered there."""
    at, day = timezone.now(), date(2026, 5, 1)
    told = {"unit": county, "keeper": county, "actor": artux, "at": at}
    values = {"province": "某省", "source": "测试"}
    partner = enter_aid(book=BOOKS["partnerships"], values=values, **told)
    brought = {"title": "技术", "kind": "technology", "description": "图纸", "brought_on": day, "brought_by": "工作队"}
    enter_aid(book=BOOKS["offers"], values={**brought, "partnership": partner}, **told)
    won = {"title": "支持", "issuer": "某局", "obtained_on": day, "gives": "经费"}
    enter_aid(book=BOOKS["policies"], values=won, **told)
    attach(policy=AidPolicy.objects.get(), name="通知.txt", data="支持".encode(), actor=artux, at=at)


def _told(person: Person, unit: Unit, official: Person) -> None:
    """A notice of this person, whose delivery to another system of the unit failed for good."""
    now = timezone.now()
    notices.add_webhook(unit=unit, url="https://oa.example.cn/manas", actor=official, at=now)
    (notice,) = notices.send(
        recipients=[person], key="who-may", subject="将到期", body="", address="/", about="test:1", at=now
    )
    failed = notice.deliveries.filter(channel="webhook")
    Job.objects.filter(key=f"delivery:{failed.get().pk}:0").update(state="failed", due_at=None, ended_at=now)
    failed.update(state="failed")


def _coming_in(artux: Person) -> None:
    """A session and an authenticator of 阿图什市, 科技局's post lent for days to come, somebody new at the firm."""
    now = timezone.now()
    Session.objects.create(session_key="who-may", session_data="", expire_date=now + timedelta(days=1))
    office.open_session(person=artux, key="who-may", address="10.0.0.9", browser="", at=now)
    office.prepare_second_factor(person=artux)
    science, market = (Person.objects.get(username=name) for name in ("science", "market"))
    days = {"from_on": now.date() + timedelta(days=90), "last_on": now.date() + timedelta(days=95)}
    office.delegate(post=science.posts.get(), deputy=market, actor=science, at=now, **days)
    office.register(
        username="newcomer", name="新来", password="Xk7-quiet-river", organization_name="不看名称", kind="enterprise",
        credit_code=MEMBERS[0][4], county=None, at=now, today=now.date(),
    )  # fmt: skip


def _newcomer(username: str, role: Role, unit: Unit, official: Person) -> None:
    now = timezone.now()
    person = office.add_person(username=username, name=username, password=None, actor=official, at=now, is_example=True)
    office.appoint(person=person, unit=unit, role=role, from_on=timezone.localdate(now), actor=official, at=now)


def _elsewhere(official: Person) -> Unit:
    """A department of another prefecture."""
    now = timezone.now()
    root = office.add_unit(
        code="elsewhere",
        kind="government",
        short_name="另一州",
        names=[],
        parent=None,
        position=0,
        actor=official,
        at=now,
    )
    naming = Naming("另一州科技局", NameKind.FULL, "测试", FactStatus.READ)
    return office.add_unit(
        code="elsewhere-kjj", kind="department", short_name="另一州科技局", names=[naming], parent=root, position=1,
        actor=official, at=now,
    )  # fmt: skip


def test_no_address_escapes_the_table() -> None:
    addresses = {p.name for p in get_resolver().url_patterns if isinstance(p, URLPattern)}
    assert len(addresses) == len(get_resolver().url_patterns)
    assert {name for _, name, _, _ in rows()} | ADDRESSES == addresses


def test_each_person_gets_what_the_table_says(records: Records) -> None:
    wrong = {}
    for method, name, username, got in rows():
        status = _ask(_signed_in(username), method, records.address(name))
        if status not in STATUS[got]:
            wrong[f"{method} {name} as {username or 'nobody'}"] = (status, got)
    assert wrong == {}


def _signed_in(username: str) -> Client:
    client = Client()
    if username:
        client.force_login(Person.objects.get(username=username))
    return client


def _ask(client: Client, method: str, address: str) -> int:
    """A deed is tried in a transaction that is taken back."""
    with transaction.atomic():
        empty = SimpleUploadedFile("x.txt", b"")
        response = client.get(address) if method == "GET" else client.post(address, {"document": empty})
        if response.streaming:
            assert b"".join(response.streaming_content)  # read to its end, a file is closed
        transaction.set_rollback(True)
    return response.status_code


def test_the_wrong_method_is_no_way_in(records: Records) -> None:
    read = {name for method, name, _, _ in rows() if method == "GET"}
    deeds = {
        name: person for method, name, person, got in rows() if method == "POST" and got in "XP" and name not in read
    }
    found = {name: _signed_in(person).get(records.address(name)).status_code for name, person in deeds.items()}
    found.pop("language")  # Django's own: on GET it changes nothing and leads back
    assert found == dict.fromkeys(found, 405)


def test_a_view_that_says_nothing_lets_nobody_in() -> None:
    """The middleware refuses what carries no entrance, before the view runs."""
    from django.http import Http404, HttpRequest

    from manas.office.rules import Standing
    from manas.web.shared.access import AccessMiddleware

    request = HttpRequest()
    request.standing = Standing(None, ())  # type: ignore[attr-defined]  # as the middleware sets it
    guard = AccessMiddleware(lambda _: pytest.fail("never reached"))
    with pytest.raises(Http404):
        guard.process_view(request, lambda _: pytest.fail("never reached"), [], {})  # type: ignore[arg-type]  # a view that must not be reached
