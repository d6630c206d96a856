"""Commands that make a workspace: ``init`` and ``demo``."""

from __future__ import annotations

import argparse

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, say
from dm_assistant.errors import BadInputError


def register(commands: Commands) -> None:
    """Add the commands that make a workspace."""
    commands.family("begin")
    init = commands.add(
        "init",
        "make a workspace",
        init_workspace,
        example="init --account mia.makes --platform tiktok --timezone Europe/London",
        more="A practice workspace is marked as such; only there may DM_ASSISTANT_NOW set the\n"
        "clock.",
    )
    init.add_argument("--practice", action="store_true", help="mark it as a practice workspace")
    init.add_argument(
        "--account", metavar="HANDLE", type=arguments.words, default="", help="your own handle"
    )
    init.add_argument(
        "--platform",
        metavar="PLATFORM",
        type=arguments.platform,
        default="tiktok",
        help=f"where that account lives: {arguments.PLATFORMS}",
    )
    init.add_argument(
        "--timezone",
        metavar="TZ",
        type=arguments.words,
        default="",
        help="your time zone, such as Europe/London",
    )
    init.add_argument(
        "--language",
        metavar="LANGUAGE",
        type=arguments.words,
        default="en",
        help="the language you write in (default: en)",
    )
    add_demo(commands)


def add_demo(commands: Commands) -> None:
    """Add the command that shows the program on a made-up audience."""
    demo = commands.add(
        "demo",
        "try the inbox on a made-up audience",
        open_demo,
        example="demo\ndemo --at demo-folder",
        more="Without --at the workspace is thrown away when you leave.",
    )
    demo.add_argument("--at", metavar="DIR", help="write the sample workspace here and stop")


def init_workspace(args: argparse.Namespace) -> Answer:
    """Make a workspace."""
    from dm_assistant.services import beginning, workspace

    home = session.home(args)
    if workspace.exists(home):
        with session.opened(args) as there:
            following = session.spoken(args, beginning.next_command(there))
        raise BadInputError(f"there is already a workspace in {home}; next: {following}")
    with workspace.create(
        home,
        practice=args.practice,
        account=args.account,
        platform=args.platform,
        timezone=args.timezone,
        language=args.language,
    ) as made:
        path, practice = str(made.path), made.practice
        following = beginning.next_command(made)
    return say(
        {"workspace": path, "practice": practice, "next": following},
        f"{'practice ' if practice else ''}workspace ready: {path}",
        f"next: {session.spoken(args, following)}",
    )


def open_demo(args: argparse.Namespace) -> Answer:
    """Write the sample workspace, and open the inbox on it unless it has a place to stay."""
    from pathlib import Path

    from dm_assistant.services import demo

    if args.at:
        path = Path(args.at).expanduser()
        demo.write(path)
        return say(
            {"workspace": str(path), "practice": True},
            f"DEMO workspace ready: {path}",
            f"next: dm-assistant --workspace {path} queue",
        )
    if args.json:
        raise BadInputError("the inbox has no JSON; name a folder with --at DIR")
    return _throw_away()


def _throw_away() -> Answer:
    import sys
    import tempfile
    from pathlib import Path

    from dm_assistant.services import demo
    from dm_assistant.tui.start import GONE, run

    with tempfile.TemporaryDirectory(prefix="dm-assistant-demo-") as folder:
        path = Path(folder) / "workspace"
        if sys.stderr.isatty():
            sys.stderr.write("making the sample workspace, a few seconds …\n")
            sys.stderr.flush()
        demo.write(path)
        code = run(path)
    return Answer(lambda: None, lambda: [] if code else [GONE], code)
