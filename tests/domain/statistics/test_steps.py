"""Each answer belongs to one message: the last before it."""

from datetime import UTC, datetime, timedelta

from dm_assistant.domain.statistics.steps import Message, by_step
from dm_assistant.domain.statistics.words import step_sentence

NOW = datetime(2026, 5, 14, tzinfo=UTC)
AT = int(NOW.timestamp())
DAY = 86_400
WEEK = timedelta(days=7)


def test_without_a_second_message_there_are_no_steps() -> None:
    assert by_step({}, NOW, WEEK) == ()


def test_a_message_counts_where_nothing_had_come_back_when_it_went_out() -> None:
    sent = AT - 30 * DAY
    asked = [Message(sent, sent + DAY, silent=True)] * 2 + [Message(sent, None, silent=True)] * 4
    answered_before = Message(sent, sent + DAY, silent=False)
    late = Message(sent, sent + 8 * DAY, silent=True)
    [step] = by_step({1: [*asked, answered_before, late]}, NOW, WEEK)
    assert (step.step, step.sent, step.reply.k, step.reply.n) == (1, 8, 2, 7)
    assert step_sentence(step) == (
        "Follow-up 1: 2 of 7 were answered next (29 %, likely 8–64 %), early."
    )


def test_young_messages_of_a_step_are_weighed_not_divided() -> None:
    old = [Message(AT - 20 * DAY, AT - 19 * DAY, silent=True)] * 3
    old += [Message(AT - 20 * DAY, None, silent=True)] * 3
    young = [Message(AT, None, silent=True)] * 50
    first, second = by_step({0: old + young, 1: young}, NOW, WEEK)
    assert (first.reply.k, first.reply.n, first.reply.rate) == (3, 56, 0.5)
    assert second.reply.shown == "counts"
    assert first.as_json()["step"] == 0
