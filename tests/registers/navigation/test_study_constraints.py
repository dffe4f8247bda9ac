"""What the tables of patent navigation refuse themselves."""

import pytest
from django.db import IntegrityError, transaction

from manas.registers.models import NavigationKind, NavigationStudy, StudyConclusion
from tests.cast import AT, Cast


def study(cast: Cast, **columns: object) -> NavigationStudy:
    fixed = {"kind": NavigationKind.INDUSTRY, "filters": {}, "held": 0, "landscape": {}, "evidence": b"", "sha256": "0"}
    made = {"keeper": cast.ip_office, "made_by": cast.office, "made_at": AT, "rules": "1", "limits": ""}
    return NavigationStudy.objects.create(**{"title": "沙棘产业", "question": "往哪里走", **fixed, **made, **columns})


@pytest.mark.parametrize("column", ["title", "question"])
def test_study_says_what_is_asked(cast: Cast, column: str) -> None:
    with pytest.raises(IntegrityError, match="study_says_what_is_asked"), transaction.atomic():
        study(cast, **{column: ""})


def test_conclusion_says_something(cast: Cast) -> None:
    kept = study(cast)
    with pytest.raises(IntegrityError, match="conclusion_says_something"), transaction.atomic():
        StudyConclusion.objects.create(study=kept, text="", figures=["all"], written_by=cast.office, written_at=AT)
