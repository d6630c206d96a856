"""Pages about what the words of this program mean: lanes, consent, filters, templates, files."""

from __future__ import annotations

import argparse
from typing import Final

from dm_assistant.cli import arguments
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, paragraph

TOPICS: Final = {
    "start": "From nothing to the first message\n"
    "dm-assistant init --account YOU makes your workspace.\n"
    "dm-assistant import FILE --dry-run says what a file of comments holds; without "
    "--dry-run it is taken in.\n"
    "dm-assistant contacts --top 10 shows who matters, dm-assistant draft --for thanks "
    "--top 10 writes to them.\n"
    "dm-assistant queue shows what waits in which lane and why.\n"
    "dm-assistant approve 12, handover 12, sent 12 take one message out into the world: "
    "you paste and send it yourself.\n"
    "dm-assistant reply HANDLE --text TEXT logs what comes back; stats counts it.",
    "lanes": "The five lanes of the inbox\n"
    "Reply: they wrote to you and wait; the window that closes soonest is first.\n"
    "Ready: a draft the rules allow now: approve, edit, skip or snooze it.\n"
    "Invite: worth a message, but they have not agreed to one: approve a public reply "
    "that asks them to write a word.\n"
    "Held: the rules hold it until a stated time; it comes back by itself.\n"
    "Blocked: they said no, are too young or blocked you; the reason is shown.\n"
    "Lanes are never stored: each look asks the rules anew.",
    "consent": "Who may be messaged\n"
    "A comment is no permission. You may message those who wrote to you, who agreed in "
    "words of their own, who bought from you or made something with you.\n"
    "Every yes and no lies in a ledger with its evidence: their words, when and where. It"
    " can only be added to.\n"
    "An announced word is the road there: dm-assistant keywords add WORD --for thanks. "
    "Who writes it has agreed to one message of that kind.\n"
    "A no beats every yes. Only their own later words lift it, and nothing else does.",
    "filters": "Whom you mean\n"
    "A filter picks people: tier:superfan never-messaged, tag:paint last<30d -stopped, "
    "(country:GB or language:en) replied.\n"
    "Give it to any --segment, or save it: dm-assistant segments add NAME FILTER.\n"
    "dm-assistant segments help lists every field with an example.",
    "hours": "Which hours\n"
    "dm-assistant timing counts first messages by weekday and four hours. Among 42 boxes one "
    "always looks best; that is chance, and no advice.\n"
    "So every rate is pulled to the overall one as far as chance explains the distance, and a "
    "best time is named only from 100 messages on, where dealing the replies out by chance "
    "seldom makes the hours differ as much: p below 0.10.\n"
    "You chose when to write to whom, so even a clear best time is no proof.\n"
    "When people comment is known without any message. It says when they are active, not when "
    "they reply, and it follows your posts.",
    "templates": "What messages say\n"
    "A template is a text file under templates/PURPOSE/ in your workspace; yours lie over"
    " the shipped ones.\n"
    "{{ name }} puts in what is known; {% clause %} … {% endclause %} drops out whole "
    "where it is not; {{ idea or 'which idea?'|ask }} leaves a blank that only you can "
    "fill.\n"
    "dm-assistant templates variables lists what may be said and where it comes from; "
    "templates new copies one, templates check finds what is wrong.",
    "files": "Which files can be imported\n"
    "Comments: from export tools, scrapers and interfaces, as JSON, CSV or XLSX. A table "
    "of unknown columns is taught once with --map FIELD=COLUMN.\n"
    "Your own data export of TikTok or Instagram: messages, followers, following, blocks.\n"
    "Studio downloads, shop orders, and contacts or consents as a table of your own.\n"
    "Point at one file, a zip or a whole folder; a broken one keeps no other out.",
}
"""Each page: its title on the first line, and what it says."""

NAMES = ", ".join(TOPICS)


def register(commands: Commands) -> None:
    """Add the command that explains."""
    place = commands.add(
        "help",
        "explain the words of this program",
        explain,
        example="help\nhelp lanes",
        more=f"Topics: {NAMES}.",
    )
    place.add_argument("topic", metavar="TOPIC", type=_topic, nargs="?", help=NAMES)


def _topic(text: str) -> str:
    return arguments.one_of(text, NAMES)


def explain(args: argparse.Namespace) -> Answer:
    """Print a page, or what pages there are."""
    chosen = [args.topic] if args.topic else list(TOPICS)
    pages = {name: dict(zip(("title", "text"), _parts(name), strict=True)) for name in chosen}
    return Answer(lambda: pages, lambda: _page(args.topic))


def _parts(name: str) -> tuple[str, str]:
    title, _, text = TOPICS[name].partition("\n")
    return title, text


def _page(topic: str | None) -> list[str]:
    if topic is None:
        size = max(map(len, TOPICS))
        return [
            *(f"{name:<{size}}  {_parts(name)[0]}" for name in TOPICS),
            "",
            "dm-assistant help TOPIC explains one; dm-assistant COMMAND --help a command.",
        ]
    title, text = _parts(topic)
    return [title, "", *paragraph(text)]
