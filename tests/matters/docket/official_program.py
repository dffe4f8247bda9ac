"""An official at a machine of their own: takes matters on, one after the other, on the database of a test (first argument).

The other arguments: the sign-in name, and the numbers of the matters' rows. It says "ready", waits for a line, and prints what
each came to.
"""

import json
import sys

import django

import manas.settings

if __name__ == "__main__":
    manas.settings.DATABASES["default"]["NAME"] = sys.argv[1]
    django.setup()
    from django.utils import timezone

    from manas.matters.docket.actions.refusals import StepRefused
    from manas.matters.docket.actions.stepping import take
    from manas.matters.docket.models import Matter
    from manas.office.models import Person

    official = Person.objects.get(username=sys.argv[2])
    seen = [Matter.objects.get(pk=int(pk)) for pk in sys.argv[3:]]
    print("ready", flush=True)  # noqa: T201  # that is what the test waits for
    sys.stdin.readline()
    came_to = []
    for matter in seen:
        try:
            take(matter=matter, step="accept", turn=matter.turn, actor=official, at=timezone.now())
        except StepRefused as refusal:
            came_to.append(str(refusal))
        else:
            came_to.append("done")
    print(json.dumps(came_to))  # noqa: T201
