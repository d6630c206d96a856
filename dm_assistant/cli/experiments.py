"""Commands about experiments: which words get more replies, and how sure that is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, paragraph, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.experiments import Experiment
    from dm_assistant.services.experiments import Untested, Wordings
    from dm_assistant.services.guarding import PausedWords

BAR = 30
ADOPT, RESUME = "adopt", "resume"


def register(commands: Commands) -> None:
    """Add the commands about experiments; they belong to the numbers."""
    commands.add(
        "experiments",
        "list the tests of your words, what is paused, and words used without a test",
        show_experiments,
        example="experiments\nexperiments --json",
        more="A test is a campaign with two variants or more of equal shares: chance decides who\n"
        "gets which. Other groups differ, so nothing is concluded from them.",
    )
    one = commands.add(
        "experiment",
        "say how one test does, adopt a variant, or let paused words go on",
        keep_experiment,
        example="experiment spring\nexperiment adopt spring warm\n"
        'experiment resume thanks/warm --reason "both took it for somebody else\'s message"',
        more="NAME                  how the variants of a campaign do\n"
        "adopt NAME VARIANT    four of five new people draw this variant; undo takes it back\n"
        "resume TEMPLATE       lets words go on that too many people answered by asking to stop,\n"
        "                      until one more does; needs a --reason\n\n"
        "Look as often as you like: with or without looking, at most 1 of 20 tests in which there\n"
        "is no difference gets a verdict.",
    )
    one.add_argument("words", metavar="NAME", type=arguments.words, nargs="+")
    one.add_argument(
        "--reason", metavar="TEXT", type=arguments.words, help="why, in 15 characters or more"
    )


def show_experiments(args: argparse.Namespace) -> Answer:
    """Show every test."""
    from dm_assistant.services import experiments

    with session.opened(args) as workspace:
        found = experiments.wordings(workspace)
    return Answer(found.as_json, lambda: _listing(found))


def keep_experiment(args: argparse.Namespace) -> Answer:
    """Show one test, adopt a variant of it, or let paused words go on."""
    from dm_assistant.services import experiments

    act, *rest = args.words
    if rest and act == RESUME and len(rest) == 1:
        return _resume(args, rest[0])
    if args.reason is not None:
        raise BadInputError("--reason goes with experiment resume TEMPLATE")
    with session.opened(args) as workspace:
        if not rest:
            found = experiments.experiment(workspace, act)
        elif act == ADOPT and len(rest) == len(("NAME", "VARIANT")):
            found = experiments.adopt(workspace, *rest)
        else:
            raise BadInputError(
                "say experiment NAME, experiment adopt NAME VARIANT or experiment resume TEMPLATE"
            )
    return Answer(lambda: experiments.document(found), lambda: _page(found))


def _resume(args: argparse.Namespace, template: str) -> Answer:
    from dm_assistant.services import guarding

    if args.reason is None:
        raise BadInputError("experiment resume needs a --reason of 15 characters or more")
    with session.opened(args) as workspace:
        found = guarding.resume(workspace, template, args.reason)
    return Answer(lambda: {"resumed": [each.as_json() for each in found]}, lambda: _resumed(found))


def _resumed(found: Sequence[PausedWords]) -> Iterator[str]:
    for each in found:
        yield f"{_where(each)} goes on; one more person who asks to stop pauses it again"


def _listing(found: Wordings) -> Iterator[str]:
    from dm_assistant.domain.statistics import experiment_words

    if not found.experiments:
        yield "no tests yet: dm-assistant campaigns new NAME --for PURPOSE --variant A --variant B"
    for each in found.experiments:
        yield each.name
        yield from paragraph(experiment_words.evidence(each))
        if not each.not_one:
            yield from paragraph(experiment_words.progress(each))
    yield from _paused(found.paused)
    yield from _untested(found.untested)


def _paused(found: Sequence[PausedWords]) -> Iterator[str]:
    if found:
        yield ""
        yield "paused, until you say otherwise (experiment resume TEMPLATE --reason TEXT):"
        for each in found:
            yield from paragraph(f"{_where(each)}: {each.why.words}")


def _where(each: PausedWords) -> str:
    within = f" in {each.why.campaign}" if each.why.campaign else ""
    return f"{each.purpose}/{each.template}{within}"


def _untested(found: Sequence[Untested]) -> Iterator[str]:
    from dm_assistant.domain.statistics import words

    if found:
        yield ""
        yield from table(
            ("without a test", "sent", "replied"),
            (
                (
                    f"{each.purpose}/{each.template}",
                    f"{each.figures.sent:,}",
                    words.counted(each.figures.reply),
                )
                for each in found
            ),
            right=(1,),
        )
        yield words.NOT_A_TEST


def _page(found: Experiment) -> Iterator[str]:
    from dm_assistant.domain.statistics import experiment_words, words

    yield from paragraph(f"{found.name}, for {found.purpose}", "")
    if found.variants and found.complete:
        size = max(len(each.name) for each in found.variants)
        for each in found.variants:
            bar = words.interval_bar(each.rate, BAR).rstrip()
            yield f"  {each.name:<{size}}  {words.counted(each.rate)}"
            if bar:
                yield f"  {'':<{size}}  {bar}"
    for sentence in experiment_words.sentences(found):
        yield from paragraph(sentence)
