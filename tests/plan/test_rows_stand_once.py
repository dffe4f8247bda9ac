"""What the plan floor keeps once, the database keeps once."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from manas.plan.models import Obligation, Passage, Responsibility, Task
from tests.cast import Cast, adopted

# Constraint → the model, and a field that its copy takes another value of, so that no other constraint refuses it.
ONCE: dict[str, tuple[type[Model], dict[str, object]]] = {
    "passage_position_once": (Passage, {}),
    "task_position_once": (Task, {"key": "another"}),
    "task_key_once": (Task, {"position": 99}),
    "obligation_position_once": (Obligation, {}),
    "responsibility_position_once": (Responsibility, {}),
}


@pytest.mark.parametrize("constraint", ONCE)
def test_a_copy_is_refused(cast: Cast, constraint: str) -> None:
    adopted(cast)
    model, other = ONCE[constraint]
    row = model._default_manager.all()[0]
    row.pk = None
    for field, value in other.items():
        setattr(row, field, value)
    columns = next(c.fields for c in model._meta.constraints if c.name == constraint)  # type: ignore[attr-defined]  # all are unique constraints
    with pytest.raises(IntegrityError, match=f"{constraint}|{columns[-1]}"), transaction.atomic():
        row.save(force_insert=True)
