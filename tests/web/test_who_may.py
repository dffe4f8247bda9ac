"""Every address × every role, in one table; those of matters stand with their ownership in a table of their own.

An address that is in neither table breaks the test.
"""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from manas.office.models import Person
from tests.web.test_who_may_matters import ADDRESSES
from tests.web.who_may_records import Records, make_records

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
GET  own-patents              >        -         -       -       -        -       -      -              -      -        -         -        P
POST own-patents              -        -         -       -       -        -       -      -              -      -        -         -        X
GET  own-patents-faults       >        -         -       -       -        -       -      -              -      -        -         -        P
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
GET  alignment                >        -         P       P       P        P       P      P              -      -        -         -        -
GET  alignment-file           >        -         P       P       P        P       P      P              -      -        -         -        -
GET  alignment-tasks          >        -         P       P       P        P       P      P              -      -        -         -        -
POST alignment-judge          -        -         X       -       -        -       -      -              -      -        -         -        -
POST alignment-undo           -        -         X       -       -        -       -      -              -      -        -         -        -
GET  showcases                >        P         P       P       P        P       P      P              -      -        -         -        -
GET  showcase-new             >        -         P       -       -        -       P      -              -      -        -         -        -
POST showcase-new             -        -         X       -       -        -       X      -              -      -        -         -        -
GET  showcase                 >        -         P       P       -        -       P      P              -      -        -         -        -
POST showcase-amend           -        -         X       -       -        -       X      -              -      -        -         -        -
POST showcase-deed            -        -         X       -       -        -       -      -              -      -        -         -        -
POST showcase-take-over       -        X         -       -       -        X       X      -              -      -        -         -        -
POST showcase-copy-deed       -        -         X       -       -        -       -      -              -      -        -         -        -
GET  pilots                   >        P         P       P       P        P       P      P              P      P        P         P        P
GET  pilot-call               >        -         P       P       P        P       P      P              P      P        P         P        P
GET  pilot-call-new           >        -         P       -       -        -       -      -              -      -        -         -        -
POST pilot-call-new           -        -         X       -       -        -       -      -              -      -        -         -        -
POST pilot-call-close         -        -         X       -       -        -       -      -              -      -        -         -        -
GET  support                  >        -         P       P       P        P       P      P              -      -        -         -        -
GET  support-file             >        -         P       P       P        P       P      P              -      -        -         -        -
GET  fund-new                 >        -         P       -       P        P       P      -              -      -        -         -        -
POST fund-new                 -        -         X       -       X        X       X      -              -      -        -         -        -
GET  policy-new               >        -         P       -       P        P       P      -              -      -        -         -        -
POST policy-new               -        -         X       -       X        X       X      -              -      -        -         -        -
GET  fund                     >        -         P       P       -        P       P      P              -      -        -         -        -
POST fund                     -        -         X       -       -        X       X      -              -      -        -         -        -
POST fund-withdraw            -        -         X       -       -        X       X      -              -      -        -         -        -
POST fund-reverse             -        -         X       -       -        X       X      -              -      -        -         -        -
GET  specialties              >        P         P       P       P        P       P      P              -      -        -         -        -
GET  specialty-new            >        -         P       -       -        -       P      -              -      -        -         -        -
POST specialty-new            -        -         X       -       -        -       X      -              -      -        -         -        -
GET  specialty                >        -         P       P       P        P       P      P              -      -        -         -        -
POST specialty-end            -        -         X       -       -        -       X      -              -      -        -         -        -
GET  public-showcases         P        P         P       P       P        P       P      P              P      P        P         P        P
GET  public-showcase          P        P         P       P       P        P       P      P              P      P        P         P        P
GET  breakdown                >        -         P       P       P        P       P      P              -      -        -         -        -
GET  breakdown-file           >        -         P       P       P        P       P      P              -      -        -         -        -
GET  changes                  >        -         P       P       P        P       P      P              -      -        -         -        -
GET  board                    >        -         P       P       -        -       -      P              -      -        -         -        -
GET  indicators               >        P         P       P       P        P       P      P              -      -        -         -        -
GET  indicators-file          >        P         P       P       P        P       P      P              -      -        -         -        -
GET  indicator                >        P         P       P       P        P       P      P              -      -        -         -        -
GET  indicator-evidence       >        P         P       P       P        P       P      P              -      -        -         -        -
GET  given-values             >        P         P       P       P        P       P      P              -      -        -         -        -
POST given-values             -        -         X       -       -        -       -      -              -      -        -         -        -
GET  given-value              >        -         P       P       P        P       P      P              -      -        -         -        -
GET  high-value               >        P         P       P       P        P       P      P              -      -        -         -        -
POST high-value               -        -         X       -       -        -       -      -              -      -        -         -        -
POST high-value-drop          -        -         X       -       -        -       -      -              -      -        -         -        -
GET  indicator-sets           >        P         P       P       P        P       P      P              -      -        -         -        -
POST indicator-sets           -        -         X       -       -        -       -      -              -      -        -         -        -
GET  indicator-set            >        -         P       -       -        -       -      -              -      -        -         -        -
POST indicator-set            -        -         X       -       -        -       -      -              -      -        -         -        -
POST indicator-set-deed       -        -         X       -       -        -       -      -              -      -        -         -        -
POST target-drop              -        -         X       -       -        -       -      -              -      -        -         -        -
GET  work-reports             >        -         P       P       -        -       -      P              -      -        -         -        -
POST work-reports             -        -         X       -       -        -       -      -              -      -        -         -        -
GET  work-report              >        -         P       P       -        -       -      -              -      -        -         -        -
GET  work-report-file         >        -         P       P       -        -       -      -              -      -        -         -        -
POST work-report-deed         -        -         X       -       -        -       -      -              -      -        -         -        -
GET  work-report-section      >        -         P       -       -        -       -      -              -      -        -         -        -
POST work-report-section      -        -         X       -       -        -       -      -              -      -        -         -        -
POST work-report-undo         -        -         X       -       -        -       -      -              -      -        -         -        -
GET  meetings                 >        -         P       P       P        P       P      P              -      -        -         -        -
GET  meeting-new              >        -         P       -       -        -       -      -              -      -        -         -        -
POST meeting-new              -        -         X       -       -        -       -      -              -      -        -         -        -
GET  meeting                  >        -         P       P       -        -       P      P              -      -        -         -        -
GET  meeting-change           >        -         P       -       -        -       -      -              -      -        -         -        -
POST meeting-change           -        -         X       -       -        -       -      -              -      -        -         -        -
POST meeting-deed             -        -         X       -       -        -       -      -              -      -        -         -        -
GET  meeting-minutes          >        -         P       P       -        -       P      P              -      -        -         -        -
GET  visits                   >        -         P       P       P        P       P      P              -      -        -         -        -
GET  visit-new                >        -         P       -       -        -       -      -              -      -        -         -        -
POST visit-new                -        -         X       -       -        -       -      -              -      -        -         -        -
GET  visit                    >        -         P       P       -        P       P      P              -      -        -         -        -
POST visit-deed               -        -         -       -       -        -       X      -              -      -        -         -        -
POST decision-deed            -        -         X       -       -        -       -      -              -      -        -         -        -
GET  supervision              >        P         P       P       P        P       P      P              -      -        -         -        -
GET  supervision-file         >        P         P       P       P        P       P      P              -      -        -         -        -
POST supervision-term         -        -         X       -       -        -       -      -              -      -        -         -        -
GET  supervision-new          >        -         P       -       -        -       -      -              -      -        -         -        -
POST supervision-new          -        -         X       -       -        -       -      -              -      -        -         -        -
GET  supervision-order        >        -         P       P       -        -       P      P              -      -        -         -        -
GET  supervision-paper        >        -         P       P       -        -       P      P              -      -        -         -        -
GET  supervision-circular     >        -         P       -       -        -       -      -              -      -        -         -        -
GET  supervision-proof        >        -         P       P       -        -       P      P              -      -        -         -        -
POST supervision-deed         -        -         -       -       -        -       X      -              -      -        -         -        -
GET  assessments              >        P         P       P       P        P       P      P              -      -        -         -        -
POST assessments              -        -         X       -       -        -       -      -              -      -        -         -        -
GET  assessment-method        >        -         P       -       -        -       -      -              -      -        -         -        -
POST assessment-method-row    -        -         X       -       -        -       -      -              -      -        -         -        -
POST assessment-method-drop   -        -         X       -       -        -       -      -              -      -        -         -        -
POST assessment-method-deed   -        -         X       -       -        -       -      -              -      -        -         -        -
GET  assessment               >        -         P       P       -        -       P      P              -      -        -         -        -
GET  assessment-difference    >        -         P       P       -        -       P      P              -      -        -         -        -
GET  assessment-file          >        -         P       P       -        -       P      P              -      -        -         -        -
POST assessment-comment       -        -         -       -       -        -       X      X              -      -        -         -        -
POST assessment-answer        -        -         X       -       -        -       -      -              -      -        -         -        -
POST assessment-adjust        -        -         X       -       -        -       -      -              -      -        -         -        -
POST assessment-deed          -        -         X       -       -        -       -      -              -      -        -         -        -
GET  statistics               >        P         P       P       P        P       P      P              -      -        -         -        -
POST statistics               -        -         X       -       -        -       -      -              -      -        -         -        -
GET  return-form              >        -         P       -       -        -       -      -              -      -        -         -        -
POST return-form              -        -         X       -       -        -       -      -              -      -        -         -        -
POST return-form-deed         -        -         X       -       -        -       -      -              -      -        -         -        -
POST return-item-drop         -        -         X       -       -        -       -      -              -      -        -         -        -
GET  return-period            >        -         P       P       P        P       P      P              -      -        -         -        -
POST return-period            -        -         X       -       -        -       -      -              -      -        -         -        -
POST return-period-lock       -        -         X       -       -        -       -      -              -      -        -         -        -
GET  return-period-file       >        -         P       P       P        P       P      P              -      -        -         -        -
GET  unit-return              >        -         P       P       -        -       P      P              -      -        -         -        -
POST unit-return              -        -         -       -       -        -       X      -              -      -        -         -        -
POST unit-return-deed         -        -         -       -       -        -       X      -              -      -        -         -        -
GET  return-value             >        -         P       -       -        -       -      -              -      -        -         -        -
POST return-value             -        -         X       -       -        -       -      -              -      -        -         -        -
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
POST keep-for-reference       -        -         X       -       -        -       -      -              -      -        -         -        -
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


def rows() -> Iterator[tuple[str, str, str, str]]:
    """This function will read the table: method, address, person, what they get."""
    for line in TABLE.strip().splitlines():
        method, name, *gets = line.split()
        assert len(gets) == len(PEOPLE), line
        for person, got in zip(PEOPLE, gets, strict=True):
            yield method, name, person, got


@pytest.fixture
def records(db: None) -> Records:
    return make_records()


def test_no_address_escapes_the_table() -> None:
    addresses = {p.name for p in get_resolver().url_patterns if isinstance(p, URLPattern)}
    assert len(addresses) == len(get_resolver().url_patterns)
    assert {name for _, name, _, _ in rows()} | ADDRESSES == addresses


@pytest.mark.parametrize("first", range(4))
def test_each_person_gets_what_the_table_says(records: Records, first: int) -> None:
    """Every fourth person at a time: one test of all would keep one processor busy while the others wait."""
    wrong = {}
    for method, name, username, got in rows():
        if username not in PEOPLE[first::4]:
            continue
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
