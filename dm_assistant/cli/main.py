"""The program's entry: arguments to a command, and every failure to one line and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING

from dm_assistant.errors import BadInputError, DmAssistantError, RefusedError

if TYPE_CHECKING:
    from argparse import Namespace
else:
    # The start of the inbox does not wait for what reads arguments.
    Namespace = SimpleNamespace

FAILED, BAD, REFUSED, STOPPED = 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 bad input, 3 refused."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["__complete"]:
        return _complete(given[1:])
    code = _guarded(given)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
    return code


def _complete(words: list[str]) -> int:
    """Answer a shell that asks what the last word may become."""
    from dm_assistant.cli import completing, families

    with contextlib.suppress(BrokenPipeError):
        for word in completing.offered(families.grammar(), words):
            sys.stdout.write(f"{word}\n")
        sys.stdout.flush()
    return 0


def _guarded(given: list[str]) -> int:
    args = Namespace(command=None, workspace=None, json="--json" in given)
    try:
        if not _opens_the_inbox(given, args):
            from dm_assistant.cli import families

            families.grammar().parse_args(given, args)
        return _run(args)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else FAILED
    except KeyboardInterrupt as stopped:
        return _tell(str(stopped) or "stopped; nothing is left half done", STOPPED)
    except Exception as error:  # noqa: BLE001 - the one place where a failure becomes a line
        return _failed(error, args)


def _opens_the_inbox(given: list[str], args: Namespace) -> bool:
    """Tell the plain start of the inbox: it does not wait for the grammar of all commands."""
    if given[:1] == ["--workspace"] and len(given) == len(["--workspace", "DIR"]):
        if given[1].startswith("-"):
            return False
        args.workspace = given[1]
        return True
    return not given


def _failed(error: Exception, args: Namespace) -> int:
    if isinstance(error, RefusedError):
        return _tell_refused(error, as_json=args.json)
    from argparse import ArgumentTypeError

    if isinstance(error, BadInputError | ArgumentTypeError):
        return _tell(str(error), BAD)
    if isinstance(error, DmAssistantError):
        return _tell(str(error), FAILED)
    return _tell_fault(error, args)


def _run(args: Namespace) -> int:
    if args.command is None:
        return _inbox(args)
    from dm_assistant.cli.printing import write

    answer = args.handler(args)
    write(answer, as_json=args.json)
    return int(answer.code)


def _inbox(args: Namespace) -> int:
    if args.json:
        raise BadInputError("the inbox has no JSON; name a command (see dm-assistant --help)")
    import gc

    # What a start makes stays: the collector would look through all of it, again and again, in
    # vain. It is let loose once the first frame is there.
    gc.disable()
    from dm_assistant.cli.session import home
    from dm_assistant.tui.start import run

    return run(home(args))


def _tell(line: str, code: int) -> int:
    from dm_assistant.cli.printing import write_error

    write_error(line)
    return code


def _tell_refused(refused: RefusedError, *, as_json: bool) -> int:
    from dm_assistant.cli.printing import Answer, write
    from dm_assistant.cli.verdicts import refusal_document, verdict_lines

    write(
        Answer(
            lambda: refusal_document(str(refused), refused.verdict),
            lambda: verdict_lines(refused.verdict) if refused.verdict else (),
        ),
        as_json=as_json,
    )
    return _tell(f"refused: {refused}", REFUSED)


def _tell_fault(error: Exception, args: Namespace) -> int:
    what = getattr(error, "strerror", None) or "this is a fault of the program, not yours"
    return _tell(f"{what}; {_recorded(error, args)}", FAILED)


def _recorded(error: Exception, args: Namespace) -> str:
    """Log where the program failed; without a workspace to log in, say it in a few words."""
    import traceback
    from datetime import UTC, datetime

    with contextlib.suppress(OSError, ImportError):
        from dm_assistant.cli.session import home
        from dm_assistant.services.workspace import LOG
        from dm_assistant.tui.crash import record

        log = record(error, home(args) / LOG, datetime.now(tz=UTC))
        return f"the log says where: {log}"
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {frame.filename.rpartition(os.sep)[2]}:{frame.lineno}"


def _let_go_of_output() -> None:
    """Keep the interpreter from complaining, on its way out, that nobody reads any more."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
