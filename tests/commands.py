"""Commands of `manas` as a person gives them, in this process: a second is saved at each that needs no process of its own."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest

from manas.__main__ import main


@dataclass(frozen=True)
class Done:
    """What a command left behind: as `subprocess.CompletedProcess` has it."""

    returncode: int
    stdout: str
    stderr: str


def manas(arguments: str) -> Done:
    """This function will run `manas ARGUMENTS` and give its exit code and what it wrote."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["manas", *arguments.split()])
        try:
            main()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
    return Done(code, out.getvalue(), err.getvalue())
