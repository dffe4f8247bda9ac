"""`manas facts`: what somebody must look at again, by reason and by day."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def shown(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("facts", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_what_is_remembered_is_shown_as_unverified() -> None:
    lines = shown("--memory", "--on", "2026-11-22")
    assert "deadlines/pct.yaml  PCT-ISR：未核实（凭记忆），2026-11-22 核对" in lines
    assert lines[-1] == f"截至2026-11-22：未核实（凭记忆） {len(lines) - 1} 条。"


def test_a_year_later_everything_is_to_be_checked_again() -> None:
    assert shown("--stale", "--on", "2026-11-22") == ["截至2026-11-22：核对已逾一年 0 条。"]
    lines = shown("--stale", "--on", "2028-11-22")
    assert "laws.yaml  patent-law：核对已逾一年，2026-11-22 核对" in lines


def test_without_a_choice_all_three_are_counted() -> None:
    assert shown("--on", "2026-11-22")[-1].startswith(
        "截至2026-11-22：无出处 0 条，核对已逾一年 0 条，未核实（凭记忆） "
    )
    assert shown("--unsourced", "--on", "2026-11-22") == ["截至2026-11-22：无出处 0 条。"]


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="--on"):
        call_command("facts", "--on", "tomorrow")
