"""What is said about an experiment: the evidence first, then how far it is and what to use."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from dm_assistant.domain.statistics.evidence import Difference
from dm_assistant.domain.statistics.experiments import Experiment, VariantCount
from dm_assistant.domain.statistics.power import smallest_lift
from dm_assistant.domain.statistics.stop_rule import Ground, Pair
from dm_assistant.domain.statistics.thresholds import (
    E_AHEAD,
    E_BETTER,
    EARLY_FROM,
)

FOOTNOTE = (
    "A rule like this is wrong in at most 1 of 20 tests in which there is no difference, however "
    "often you look."
)
EARLY_STOP = "It stopped early, so the real difference is probably smaller."
_TWO = 2
_POINTS = 100


def sentences(found: Experiment) -> tuple[str, ...]:
    """Return everything there is to say, the evidence first."""
    if found.not_one:
        return (found.not_one,)
    return tuple(_sentences(found))


def evidence(found: Experiment) -> str:
    """Say whether it is settled, with the numbers: the sentence that every screen shows."""
    if found.not_one:
        return found.not_one
    if not found.complete:
        return f"Too early to tell: no {_noun(found, 1)} is complete yet."
    if len(found.pairs) == 1:
        return of_pair(found, found.pairs[0])
    if found.verdict is not None:
        return f"{found.verdict} gets more replies than any other. {numbers(found)}"
    decided = [pair for pair in found.pairs if pair.decision is not None]
    if decided:
        return f"{' '.join(_judged(found, each) for each in decided)} {numbers(found)}"
    strongest = max(found.pairs, key=lambda each: each.e_value)
    return f"{_judged(found, strongest)} {numbers(found)}"


def of_pair(found: Experiment, pair: Pair) -> str:
    """Say how two variants compare, with their numbers and the blocks that tell them apart."""
    a, b = found.variants[pair.a], found.variants[pair.b]
    pairs = f"Only-{b.name} pairs {pair.only_b:,}, only-{a.name} pairs {pair.only_a:,}."
    return f"{_judged(found, pair)} {_counted(b)}, {_counted(a)}. {pairs}"


def numbers(found: Experiment) -> str:
    """Return "B 20 of 50, A 10 of 50." for all variants in their order."""
    return f"{', '.join(map(_counted, found.variants))}."


def progress(found: Experiment) -> str:
    """Say how many blocks are in, how many are to come, and how many of them are too young."""
    done, plan = found.complete, found.plan
    if plan is None:
        said = f"{done:,} {_noun(found, done)} complete; no plan was made, so only a very clear "
        said += "difference will settle it."
    elif done < plan:
        said = f"{done:,} of {plan:,} {_noun(found, plan)} are in; about {plan - done:,} more each."
    else:
        said = f"All {plan:,} {_noun(found, plan)} of the plan are in."
        if done > plan:
            said += f" {done - plan:,} came after it."
    return " ".join([said, *_besides(found)])


def plan_sentence(plan: int, base: float) -> str:
    """Say what a plan can show from a reply rate on."""
    lift = smallest_lift(base, plan)
    start = round(base * _POINTS)
    if lift is None:
        return f"With {plan:,} messages each no difference will be noticed."
    return (
        f"With {plan:,} messages each you will notice a difference of about {lift} points or more "
        f"({start} % → {start + lift} %). Smaller ones will usually stay invisible."
    )


def meanwhile(found: Experiment) -> str:
    """Say which variant to use while nothing is decided; never that it is the better one."""
    chosen = found.meanwhile
    if found.verdict is not None or found.planned_in:
        return ""
    if chosen is None or found.complete < EARLY_FROM:
        return "If you had to choose now: either; too few are complete to prefer one."
    better = "better" if len(found.variants) == _TWO else "best"
    said = (
        f"If you had to choose now: {chosen.name}. It is the {better} one with "
        f"{_chance(chosen.chance)} probability; by choosing it you give up "
        f"{chosen.loss * _POINTS:.1f} replies per 100 messages on average."
    )
    return f"{said} That is good enough to choose by." if chosen.good_enough else said


def difference_sentence(found: Experiment, pair: Pair) -> str:
    """Say by how much the second differs from the first, with the range."""
    gap = found.difference(pair)
    if gap is None:
        return ""
    a, b = found.variants[pair.a].name, found.variants[pair.b].name
    return f"{b} − {a} = {_signed(gap.value)} points, {_likely(gap)}."


def _sentences(found: Experiment) -> Iterator[str]:
    yield evidence(found)
    if found.complete and len(found.pairs) > 1:
        yield from (of_pair(found, each) for each in found.pairs)
    elif found.pairs[0].decision is not None:
        yield difference_sentence(found, found.pairs[0])
    yield progress(found)
    if said := meanwhile(found):
        yield said
    if found.plan is not None and found.verdict is None and not found.planned_in:
        yield plan_sentence(found.plan, found.base)
    for each in found.variants:
        if each.stopped is not None:
            yield f"{each.name} is paused: {each.stopped.words}."
    if found.adopted:
        yield adopted_sentence(found.adopted)
    if any(each.decision is not None for each in found.pairs):
        yield FOOTNOTE


def adopted_sentence(variant: str) -> str:
    """Say what became of the draw once a variant is adopted."""
    return (
        f"Four of five new people draw {variant}; the fifth keeps learning going. Those blocks are "
        "in no comparison."
    )


def _judged(found: Experiment, pair: Pair) -> str:
    """Return the evidence about two variants in words."""
    a, b = found.variants[pair.a].name, found.variants[pair.b].name
    if pair.decision is not None:
        better = found.variants[pair.decision.better].name
        than = f" than {a if better == b else b}" if len(found.pairs) > 1 else ""
        early = f" {EARLY_STOP}" if pair.decision.ground is Ground.PAIRS else ""
        return f"{better} gets more replies{than}.{early}"
    if found.planned_in:
        return _no_difference(found, pair)
    weight = pair.e_value / len(found.pairs)
    if pair.ahead is None or weight < E_AHEAD:
        return "Too early to tell."
    ahead = found.variants[pair.ahead].name
    of = f" of {a if ahead == b else b}" if len(found.pairs) > 1 else ""
    if weight < E_BETTER:
        return f"{ahead} is ahead{of}, but this could easily be luck."
    return f"{ahead} looks better{of and f' than{of[3:]}'}; not settled."


def _no_difference(found: Experiment, pair: Pair) -> str:
    gap = found.difference(pair)
    if gap is None:
        return "No clear difference."
    most = ceil(max(abs(gap.low), abs(gap.high)) * _POINTS - 0.5)
    said = f"No clear difference. After {found.complete:,} each: {difference_sentence(found, pair)}"
    if gap.low > 0 or gap.high < 0:
        said += " That is too little for a verdict by the rule."
    either = "" if _stopped(found, pair) else "You may use either; "
    tail = f"{either}a difference above {most} points is unlikely."
    return f"{said} {tail[0].upper()}{tail[1:]}"


def _stopped(found: Experiment, pair: Pair) -> bool:
    return any(found.variants[each].stopped is not None for each in (pair.a, pair.b))


def _besides(found: Experiment) -> Iterator[str]:
    """Yield the blocks that are not counted, and why."""
    blocks, days = found.blocks, found.blocks.window.days
    if blocks.young:
        inside = "is still inside its" if blocks.young == 1 else "are still inside their"
        yield f"{blocks.young:,} {_noun(found, blocks.young)} {inside} {days} days."
    if blocks.waiting:
        verb = "waits" if blocks.waiting == 1 else "wait"
        yield f"{blocks.waiting:,} {_noun(found, blocks.waiting)} {verb} for a message to be sent."
    if blocks.dropped:
        were = "was" if blocks.dropped == 1 else "were"
        noun = _noun(found, blocks.dropped)
        yield f"{blocks.dropped:,} {noun} {were} dropped: a message of it was not sent."


def _noun(found: Experiment, number: int) -> str:
    one = "pair" if len(found.variants) == _TWO else "block"
    return one if number == 1 else f"{one}s"


def _counted(each: VariantCount) -> str:
    return f"{each.name} {each.rate.k:,} of {each.rate.n:,}"


def _chance(share: float) -> str:
    """Return a probability that never reads as certain."""
    return f"{min(99, max(1, round(share * _POINTS)))} %"


def _signed(share: float) -> str:
    whole = round(share * _POINTS)
    return f"{'−' if whole < 0 else '+' if whole > 0 else ''}{abs(whole)}"


def _likely(gap: Difference) -> str:
    return f"likely between {_signed(gap.low)} and {_signed(gap.high)}"
