"""`manas serve` starts nothing that it should not."""

import socket

import pytest
from django.core.management import CommandError, call_command

from manas.web.management.commands.serve import require_free


def test_a_port_at_which_something_answers_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match="answers at"):
            require_free("127.0.0.1", port)
    require_free("127.0.0.1", port)


@pytest.mark.django_db
def test_the_demonstration_is_not_served_to_others(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="on this machine only"):
        call_command("serve", "--host", "0.0.0.0", "--port", "18499")  # noqa: S104  # refused, that is the point
