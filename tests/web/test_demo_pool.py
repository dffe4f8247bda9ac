"""The example list: invented patents of an example holder alone, two of three answered by real deeds."""

import pytest
from django.utils import timezone

from manas.office.journal.queries import verify
from manas.registers.models import Patent, PushAddressee, PushAnswer
from manas.web.management.commands import _demo_pool
from tests.demo import make_demo


@pytest.mark.django_db
def test_the_example_list_is_marked_and_two_of_three_are_answered() -> None:
    now = timezone.now()
    make_demo(now)
    made = _demo_pool.make_pool(now)
    assert (made.is_example, made.due_on, made.patents.count()) == (True, None, 3)
    assert all("示例" in str(one.told[name]) for one in made.patents.all() for name in ("title", "holders", "contact"))
    assert Patent.objects.filter(pushes=None).count() == 0
    assert PushAddressee.objects.count() == 3
    assert sorted(PushAnswer.objects.values_list("will", flat=True)) == ["conditions", "willing"]
    assert PushAddressee.objects.unanswered().get().pushed.patent.application_number == "202320000013.3"
    assert verify().intact
