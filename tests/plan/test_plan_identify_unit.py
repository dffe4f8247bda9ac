"""A name in a draft that nobody knows: entered anew on adoption, or said to be a unit of the register."""

import pytest
from manas.office.models import JournalEntry, Unit
from manas.plan.actions import drafting
from manas.plan.actions.drafting import DraftRefused
from manas.plan.models import WorkPlan
from manas.plan.queries.review import unknown_names
from tests.cast import Cast
from tests.cast import NOW  # noqa: F401  # the moment of the cast

TEXT = "工作方案\n一、工作任务\n1.建立名册。建立企业名册。（{lead}牵头，市糖业办负责）\n"
