"""Drafts are made from recorded facts: stable, sourced, and not made where a fact is missing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import Draft, Purpose, SuppressionReason
from dm_assistant.services import codes, drafting, life, people, rewriting, texts, undoing
from dm_assistant.services.loading import CancelledError, Watch
from dm_assistant.services.views import DraftReport
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import drafts
from tests.services.workshop import (
    approved,
    comment,
    comments,
    draft,
    load,
    out,
    refusal,
    stored,
    tables,
    wait,
    wrote,
)
from tests.workspaces import FANS

QUOTES = ("the big blue sky is so calm", "I love how the paper shows through")


def made(report: DraftReport) -> list[Draft]:
    return [card.draft for card in report.drafts if card.draft is not None]


def reasons(report: DraftReport) -> dict[str, str]:
    return {each.handle: each.reason for each in report.left_out}


def spring(ws: Workspace, count: int = 2) -> None:
    path = ws.path.parent / "spring.txt"
    path.write_text("\n".join(f"SUN{number}" for number in range(count)))
    codes.add(ws, "spring", path)


def pool(ws: Workspace) -> tuple[int, int, int]:
    [counts] = codes.pools(ws)
    return counts.free, counts.reserved, counts.given


def offered(ws: Workspace, *names: str) -> DraftReport:
    return drafting.make(ws, Purpose.OFFER, names=names or FANS, extra={"perk": "10 % off"})


def own_template(ws: Workspace, name: str, body: str) -> None:
    path = ws.path / "templates" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body)


def test_a_person_gets_the_same_variant_again(ws: Workspace) -> None:
    first = {each.contact_id: each.template for each in made(drafting.make(ws, Purpose.THANKS,
        top=3, campaign="may"))}  # fmt: skip
    undoing.undo(ws)
    again = made(drafting.make(ws, Purpose.THANKS, names=FANS[::-1], campaign="may"))
    assert {each.contact_id: each.template for each in again} == first


def test_campaigns_deal_variants_anew(empty: Workspace, tmp_path: Path) -> None:
    names = [f"fan{number}" for number in range(24)]
    rows = [comment(n, each, f"{QUOTES[0]} {n}", days=n + 1) for n, each in enumerate(names)]
    load(empty, comments(tmp_path / "c.csv", *rows))
    chosen = []
    for campaign in ("may", "june"):
        report = drafting.make(empty, Purpose.THANKS, names=names, campaign=campaign)
        chosen.append([each.template for each in made(report)])
        life.skip(empty, [each.id for each in made(report)])
    assert chosen[0] != chosen[1]
    assert len(set(chosen[0])) > 1


def test_nobody_gets_two_messages_of_a_campaign(ws: Workspace) -> None:
    drafting.make(ws, Purpose.THANKS, names=FANS[:1], campaign="may")
    report = drafting.make(ws, Purpose.FEEDBACK, names=FANS, campaign="may")
    assert reasons(report)[FANS[0]] == "already has a message of this campaign"


def test_where_no_fact_is_known_nobody_gets_words(empty: Workspace, tmp_path: Path) -> None:
    rows = [comment(1, "emoji", "😍😍"), comment(2, "linker", "see www.spam.example/x now")]
    load(empty, comments(tmp_path / "c.csv", *rows, comment(3, "mia", QUOTES[0])))
    report = drafting.make(empty, Purpose.THANKS, top=10)
    assert [card.row.handle for card in report.drafts] == ["mia"]
    assert reasons(report) == {
        "emoji": "not known: a comment worth quoting",
        "linker": "not known: a comment worth quoting",
    }


def test_every_personal_phrase_leads_to_the_comment_it_comes_from(ws: Workspace) -> None:
    report = drafting.make(ws, Purpose.THANKS, names=FANS)
    said = {row[0]: row[6] for row in tables(ws)["comments"]}
    assert len(report.drafts) == len(FANS)
    for card in report.drafts:
        quoted = [each for each in card.sources if each.comment_id is not None]
        assert quoted
        for source in card.sources:
            assert source.phrase in card.text
        for source in quoted:
            assert source.comment_id is not None
            assert source.said == said[source.comment_id]
            assert source.phrase in source.said
            assert source.at is not None
        assert card.verdict is not None
        assert card.verdict.finding("evidence").status == "allow"  # type: ignore[union-attr]


def test_an_old_comment_is_flagged(empty: Workspace, tmp_path: Path) -> None:
    load(empty, comments(tmp_path / "c.csv", comment(1, "mia", QUOTES[0], days=50)))
    [card] = drafting.make(empty, Purpose.THANKS, names=["mia"]).drafts
    assert any("50 days old" in source.flag for source in card.sources)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_no_text_ever_says_none(ws: Workspace, purpose: Purpose) -> None:
    spring(ws, 9)
    wrote(ws, "you are so kind", "zoe_draws")
    extra = {"perk": "10 % off", "keyword": "SKY", "idea": "a joint sheet", "keyword_gets": "it"}
    report = drafting.make(ws, purpose, names=FANS, extra=extra)
    assert len(report.drafts) + len(report.left_out) == len(FANS)
    for card in report.drafts:
        assert "None" not in card.text
        assert "{{" not in card.text
        assert "CODE" not in card.text
        assert card.verdict is not None
        assert card.verdict.finding("unfilled").status == "allow"  # type: ignore[union-attr]


def test_a_broken_own_template_is_told_and_harms_no_other(ws: Workspace) -> None:
    own_template(ws, "thanks/broken", "Hi {{ nmae }}")
    own_template(ws, "thanks/mine", "---\nneeds: quote\n---\nYour “{{ quote }}” made my day.")
    assert any(each.startswith("thanks/broken.md:1: ") for each in texts.problems(ws))
    report = drafting.make(ws, Purpose.THANKS, names=FANS)
    assert len(report.drafts) == len(FANS)
    life.skip(ws, [each.id for each in made(report)])
    report = drafting.make(ws, Purpose.THANKS, template="mine", names=FANS)
    assert [each.template for each in made(report)] == ["mine"] * len(FANS)
    line = refusal(lambda: drafting.make(ws, Purpose.THANKS, template="broken", names=FANS))
    assert line.startswith("thanks/broken.md:1: ")


def test_a_variant_that_fails_while_written_gives_way_to_another(ws: Workspace) -> None:
    spring(ws, 3)
    own_template(ws, "offer/failing", "---\nneeds: code\n---\nAn ad: {{ code }} {{ since }}")
    for number in range(6):
        report = offered(ws, FANS[0])
        assert len(report.drafts) + len(report.left_out) == 1
        assert pool(ws)[1] == len(report.drafts)
        undoing.undo(ws) if report.drafts else None
        assert pool(ws) == (3, 0, 0), number
    report = drafting.make(ws, Purpose.OFFER, template="failing", names=FANS)
    assert report.drafts == ()
    assert all("since" in reason for reason in reasons(report).values())
    assert pool(ws) == (3, 0, 0)


def test_a_template_without_a_code_takes_none_and_says_none(ws: Workspace) -> None:
    spring(ws)
    body = "---\nneeds: quote\n---\nAn ad: {% if code %}{{ code }}{% endif %} for “{{ quote }}”"
    own_template(ws, "offer/plain", body)
    [card] = drafting.make(ws, Purpose.OFFER, template="plain", names=FANS[:1]).drafts
    assert "CODE" not in card.text
    assert pool(ws) == (2, 0, 0)


def test_every_offer_has_a_code_of_its_own_until_there_are_none(ws: Workspace) -> None:
    spring(ws)
    report = offered(ws)
    found = made(report)
    assert {each.code for each in found} == {"SUN0", "SUN1"}
    assert all(each.code in each.text for each in found)
    assert list(reasons(report).values()) == ["the code pool is empty"]
    assert pool(ws) == (0, 2, 0)
    life.skip(ws, [found[0].id])
    assert pool(ws) == (1, 1, 0)


def test_a_sleeping_offer_keeps_its_code(ws: Workspace) -> None:
    spring(ws, 1)
    [first] = made(offered(ws, FANS[0]))
    life.snooze(ws, [first.id])
    assert pool(ws) == (0, 1, 0)
    assert offered(ws, FANS[1]).drafts == ()


def test_another_variant_keeps_the_code_and_rewrites_the_words(ws: Workspace) -> None:
    spring(ws, 1)
    wrote(ws, "you are so kind", FANS[0])
    [first] = made(offered(ws, FANS[0]))
    own_template(ws, "offer/second", "---\nneeds: code, quote\n---\nAd: {{ code }}, “{{ quote }}”")
    card = rewriting.other_variant(ws, first.id)
    assert card.text != first.text
    assert "SUN0" in card.text
    assert pool(ws) == (0, 1, 0)
    undoing.undo(ws)
    assert stored(ws, first.id) == first


def test_a_dry_run_of_drafting_keeps_nothing(ws: Workspace) -> None:
    spring(ws)
    before = tables(ws)
    report = drafting.make(ws, Purpose.OFFER, names=FANS, extra={"perk": "10 % off"}, dry_run=True)
    assert (len(report.drafts), report.dry_run) == (2, True)
    assert all(card.verdict is not None for card in report.drafts)
    assert tables(ws) == before


def test_cancelled_drafting_keeps_nothing(ws: Workspace) -> None:
    before = tables(ws)
    with pytest.raises(CancelledError):
        drafting.make(ws, Purpose.THANKS, top=3, watch=Watch(cancelled=lambda: True))
    assert tables(ws) == before


def test_the_top_leaves_out_who_cannot_be_written_to_and_takes_the_next(
    empty: Workspace, tmp_path: Path
) -> None:
    order = ("me.me", "stopped", "written", "unsure", "waiting", "first", "second", "third")
    rows = [
        comment(place * 20 + number, each, f"{QUOTES[number % 2]} {place}", video=number)
        for place, each in enumerate(order)
        for number in range(len(order) - place)
    ]
    load(empty, comments(tmp_path / "c.csv", *rows))
    for handle in order[1:]:
        people.grant(empty, handle, Purpose.THANKS, "yes")
    out(empty, "written")
    number = approved(empty, "unsure")
    life.hand_over(empty, number)
    people.suppress(empty, "stopped", SuppressionReason.OPT_OUT)
    draft(empty, "waiting", Purpose.FEEDBACK)
    wait(empty, days=1)
    report = drafting.make(empty, Purpose.FEEDBACK, top=2)
    assert [card.row.handle for card in report.drafts] == ["first", "second"]
    told = reasons(report)
    assert told["stopped"] == "never to be messaged (opt out)"
    assert told["written"] == told["unsure"] == "messaged on 2024-10-01"
    assert told["waiting"].endswith("is still waiting")
    assert "third" not in told


def test_a_week_later_the_top_may_hold_somebody_again(ws: Workspace) -> None:
    out(ws)
    wait(ws, days=6)
    assert "mia.paints" in reasons(drafting.make(ws, Purpose.FEEDBACK, top=3, dry_run=True))
    ws.fixed_now = ws.now() + timedelta(days=1)
    assert "mia.paints" not in reasons(drafting.make(ws, Purpose.FEEDBACK, top=3, dry_run=True))


def test_what_cannot_be_drafted_is_said_in_one_line(ws: Workspace) -> None:
    assert "nobody is called" in refusal(lambda: drafting.make(ws, Purpose.THANKS, names=["x"]))
    assert "no segment" in refusal(lambda: drafting.make(ws, Purpose.THANKS, segment="vips"))
    assert "say for whom" in refusal(lambda: drafting.make(ws, Purpose.THANKS))
    line = refusal(lambda: drafting.make(ws, Purpose.THANKS, template="no\nne", names=FANS))
    assert "there is no thanks template" in line
    with ws.database.read() as tx:
        assert drafts.in_states(tx, drafts.ALIVE) == []
