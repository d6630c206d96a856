"""The sample's collaborations: some at every stage, each moved on its own day."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from dm_assistant.domain.collabs import Stage, Whose
from dm_assistant.services import collabs, overlaps
from dm_assistant.services.collab_views import CollabValues, No
from dm_assistant.services.demo import calendar, names
from dm_assistant.services.demo.people import Fan
from dm_assistant.services.demo.story import Step, Story

OURS, STRANGERS, SPREAD = 23, 190, timedelta(hours=11)
"""How many of the sample's audience comment on the partner too, how many others, how far apart."""

MADE = f"https://www.tiktok.com/@{names.CREATOR}/video/1000000000000026"


def steps(story: Story) -> Iterator[Step]:
    """Yield every step with its moment; the people are some who play no other part."""
    others = [
        fan.handle
        for fan in story.cast.newcomers[0]
        if fan.kind == "casual" and not (fan.agrees or fan.mutual)
    ]
    tell = _Telling(story)
    first, second, third, fourth, fifth, sixth, seventh = others[:7]
    yield from tell.whole_way(first)
    yield from tell.just_made(second)
    yield from tell.agreed(third)
    yield from tell.silent(fourth)
    yield from tell.refused(fifth)
    yield from tell.ideas(sixth, seventh)


class _Telling:
    """What happens with whom, and when."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.ids: dict[str, int] = {}

    def _add(self, days: int, who: str, *words: str) -> Step:
        idea, i_give, they_give = (*words, "", "")[:3]
        values = CollabValues(idea=idea, i_give=i_give, they_give=they_give)

        def add() -> None:
            self.ids[who] = collabs.add(self.story.ws, who, values).line.id

        return calendar.at(days, "16:10"), add

    def _move(
        self,
        days: int,
        who: str,
        stage: Stage,
        values: CollabValues = collabs.NOT_GIVEN,
        no: No = collabs.OUR_NO,
    ) -> Step:
        def move() -> None:
            collabs.move(self.story.ws, self.ids[who], stage, values, no)

        return calendar.at(days, "16:20"), move

    def whole_way(self, who: str) -> Iterator[Step]:
        """Tell of one that is over, and was good."""
        yield self._add(74, who, "a fog swap", "the filming", "one painting")
        yield self._move(71, who, Stage.TALKING)
        yield self._move(66, who, Stage.AGREED, CollabValues(terms="each posts one, both named"))
        yield self._move(44, who, Stage.MADE, CollabValues(made="Fog, two ways"))
        review = CollabValues(review="warm, on time; next time a shorter cut")
        yield self._move(31, who, Stage.REVIEWED, review)

    def just_made(self, who: str) -> Iterator[Step]:
        """Tell of one that was posted lately, and compare the two audiences."""
        yield self._add(34, who, "a harbour at dawn, twice", "the cut", "their harbour")
        yield self._move(29, who, Stage.TALKING)
        yield self._move(24, who, Stage.AGREED, CollabValues(terms="both post it, both are named"))
        yield self._move(9, who, Stage.MADE, CollabValues(made=MADE))
        # Once the last comments are in.
        self.story.happens(calendar.at(0, "09:34"), partial(self._compare, who))

    def agreed(self, who: str) -> Iterator[Step]:
        """Tell of one whose next step is overdue."""
        yield self._add(27, who, "one tide in three papers", "the papers", "a morning of painting")
        yield self._move(22, who, Stage.TALKING)
        due = calendar.at(3, "12:00").date()
        yield self._move(
            16, who, Stage.AGREED, CollabValues(next_step="send the papers", due_on=due)
        )

    def silent(self, who: str) -> Iterator[Step]:
        """Tell of a talk that nobody goes on with."""
        yield self._add(30, who, "a sketchbook sent to and fro", "the postage", "every other page")
        yield self._move(19, who, Stage.TALKING)

    def refused(self, who: str) -> Iterator[Step]:
        """Tell of a no."""
        yield self._add(40, who, "a live evening", "the set-up", "an hour")
        yield self._move(36, who, Stage.NO, no=No(Whose.THEIRS, "no lives this year"))

    def ideas(self, whole: str, begun: str) -> Iterator[Step]:
        """Tell of what is still to be pitched."""
        yield self._add(4, whole, "ten minutes of rain", "the sound", "one umbrella sketch")
        yield self._add(2, begun, "a colour nobody uses")

    def _compare(self, who: str) -> None:
        fans = [each for each in self.story.cast.fans if each.handle != who]
        file = _partner_file(self.story.folder / "partner-comments.csv", who, fans[::3][:OURS])
        overlaps.read(self.story.ws, self.ids[who], [file])


def _partner_file(path: Path, partner: str, fans: list[Fan]) -> Path:
    """Write public comments under a partner's posts, as a scraper exports them."""
    people = [each.handle for each in fans] + [f"reader.{n:03}" for n in range(STRANGERS)]
    link = f"https://www.tiktok.com/@{partner}/video/2000000000000001"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "handle", "text", "post_url", "created_at"])
        for number, handle in enumerate(people):
            at = calendar.at(1, "16:00") - number * SPREAD
            rows.writerow(
                [f"partner-{number}", handle, "so good", link, f"{at:%Y-%m-%dT%H:%M:%SZ}"]
            )
    return path
