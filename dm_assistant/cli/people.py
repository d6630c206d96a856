"""Commands about people: who they are, what they agreed to, whether they may be messaged."""

from __future__ import annotations

import argparse

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands, Parser
from dm_assistant.cli.printing import Answer, say
from dm_assistant.errors import BadInputError


def register(commands: Commands) -> None:
    """Add the commands about people."""
    commands.family("people")
    ranked = commands.add(
        "contacts", "list people, best first", list_contacts, example="contacts --top 10"
    )
    ranked.add_argument("--top", metavar="N", type=arguments.number, help="only the first N")
    add_segment(ranked)
    ranked.add_argument(
        "--search", metavar="TEXT", type=arguments.words, help="only those whose name or words fit"
    )
    add_handle(commands.add("show", "show one person", show, example="show @mia.makes"))
    add_consent(commands)
    add_verdicts(commands)
    add_complaint(commands)
    add_language(commands)
    note = commands.add(
        "note", "write a note on a person", write_note, example="note @mia.makes hi"
    )
    add_handle(note)
    note.add_argument("text", metavar="TEXT", type=arguments.words)


def add_language(commands: Commands) -> None:
    """Add the command that says what a person reads."""
    language = commands.add(
        "language",
        "say which language a person reads",
        say_language,
        example="language @mia.makes es\nlanguage @mia.makes --forget",
        more="Where nobody said so, it is guessed from their comments, on this machine alone;\n"
        "--forget goes back to that. Drafts made from then on are in it, if a template is.",
    )
    add_handle(language)
    language.add_argument("code", metavar="CODE", nargs="?", type=arguments.words)
    language.add_argument("--forget", action="store_true", help="leave it to the guess again")


def add_verdicts(commands: Commands) -> None:
    """Add the commands that forbid messages to a person and explain the rules."""
    suppress = commands.add(
        "suppress",
        "never message a person again",
        suppress_person,
        example="suppress @mia.makes --reason opt_out",
        more=f"REASON is one of {arguments.REASONS}.",
    )
    add_handle(suppress)
    suppress.add_argument("--reason", metavar="REASON", type=arguments.reason, required=True)
    check = commands.add(
        "check",
        "explain whether a person may be messaged now",
        check_person,
        example="check @mia.makes --for thanks",
        more="Every rule says what it found, the worst first, then the act that helps soonest.\n"
        "A question, so the exit code is 0 whatever the answer.",
    )
    add_handle(check)
    add_purpose(check, default="thanks")


def add_consent(commands: Commands) -> None:
    """Add the command that writes the consent ledger."""
    consent = commands.add(
        "consent",
        "record that a person agreed, or no longer does",
        record_consent,
        example='consent grant @mia.makes --for thanks --evidence "yes please, write me!"',
        more="The evidence is the person's own words; the ledger keeps them for good.",
    )
    consent.add_argument("act", metavar="grant|withdraw", type=_act)
    add_handle(consent)
    add_purpose(consent)
    consent.add_argument("--evidence", metavar="TEXT", type=arguments.words, required=True)
    consent.add_argument(
        "--at", metavar="TIME", type=arguments.moment, help="when they said so (default: now)"
    )
    consent.add_argument(
        "--where", metavar="TEXT", type=arguments.words, default="", help="where they said so"
    )


def add_complaint(commands: Commands) -> None:
    """Add the command that keeps complaints."""
    complaint = commands.add(
        "complaint",
        "record a complaint, or that it is settled",
        record_complaint,
        example='complaint open @mia.makes --text "the print came bent"\n'
        'complaint close @mia.makes --reason "sent a new one"',
        more="While a complaint is open, nothing that sells goes to that person.",
    )
    complaint.add_argument("act", metavar="open|close", type=_open_or_close)
    add_handle(complaint)
    complaint.add_argument("--text", metavar="TEXT", type=arguments.words, help="what it is about")
    complaint.add_argument(
        "--reason", metavar="TEXT", type=arguments.words, help="how it was settled"
    )


def add_handle(place: Parser) -> None:
    """Add the person a command is about."""
    place.add_argument("handle", metavar="HANDLE", type=arguments.words, help="with or without @")


def add_purpose(place: Parser, default: str | None = None) -> None:
    """Add the purpose a command asks about; it must be said where there is no default."""
    place.add_argument(
        "--for",
        dest="purpose",
        metavar="PURPOSE",
        type=arguments.purpose,
        default=default,
        required=default is None,
        help=arguments.PURPOSES + (f" (default: {default})" if default else ""),
    )


def add_segment(place: Parser) -> None:
    """Add the choice of a segment."""
    place.add_argument(
        "--segment",
        metavar="NAME",
        type=arguments.words,
        help="only one segment: a tier, relation, follow state, saved name or filter",
    )


def _act(text: str) -> str:
    return arguments.one_of(text, "grant, withdraw")


def _open_or_close(text: str) -> str:
    return arguments.one_of(text, "open, close")


def list_contacts(args: argparse.Namespace) -> Answer:
    """List people, best first."""
    from dm_assistant.cli import documents, pages
    from dm_assistant.services.people import ranked

    with session.opened(args) as workspace:
        found = ranked(workspace, top=args.top, segment=args.segment, search=args.search)
    return Answer(lambda: documents.contacts(found), lambda: pages.contacts(found))


def show(args: argparse.Namespace) -> Answer:
    """Show one person."""
    from dm_assistant.cli import person_pages
    from dm_assistant.services import in_full

    with session.opened(args) as workspace:
        found = in_full.show(workspace, args.handle)
    return Answer(lambda: person_pages.document(found), lambda: person_pages.page(found))


def record_consent(args: argparse.Namespace) -> Answer:
    """Write one ledger entry."""
    from dm_assistant.cli import documents, pages
    from dm_assistant.services.people import check, grant, withdraw

    act = grant if args.act == "grant" else withdraw
    with session.opened(args) as workspace:
        at = args.at and arguments.instant(args.at, workspace.timezone)
        entry = act(workspace, args.handle, args.purpose, args.evidence, where=args.where, at=at)
        said = check(workspace, args.handle, args.purpose).finding("opt_out")
    lines = [pages.consent(entry)]
    if args.act == "grant" and said is not None and said.status == "block":
        lines.append(STILL_OUT)
    return say({"entry": documents.consent(entry)}, "\n".join(lines))


STILL_OUT = (
    "they opted out, and this does not lift it: log what they wrote since with 'reply', then "
    "grant with those words as --evidence"
)


def record_complaint(args: argparse.Namespace) -> Answer:
    """Record a complaint, or settle all that are open."""
    from dm_assistant.cli import documents, pages
    from dm_assistant.services.complaints import close, open_one

    wanted, other = ("text", "reason") if args.act == "open" else ("reason", "text")
    if getattr(args, wanted) is None or getattr(args, other) is not None:
        raise BadInputError(f"complaint {args.act} takes --{wanted} and no --{other}")
    with session.opened(args) as workspace:
        if args.act == "open":
            found = open_one(workspace, args.handle, args.text)
        else:
            found = close(workspace, args.handle, args.reason)
    said = [pages.complaint(line) for line in found]
    return say({"complaints": [documents.complaint(line) for line in found]}, *said)


def suppress_person(args: argparse.Namespace) -> Answer:
    """Never message a person again, and say what that takes back."""
    from dm_assistant.services.people import suppress

    with session.opened(args) as workspace:
        withdrawn = suppress(workspace, args.handle, args.reason)
    taken = ", ".join(f"#{draft}" for draft in withdrawn) or "nothing was waiting for them"
    return say(
        {"handle": args.handle, "reason": args.reason.value, "withdrawn": list(withdrawn)},
        f"@{args.handle.removeprefix('@')} is never messaged again ({args.reason.value})",
        f"taken back: {taken}",
    )


def check_person(args: argparse.Namespace) -> Answer:
    """Explain the verdict of this moment."""
    from dm_assistant.cli.verdicts import card_lines
    from dm_assistant.services.people import check

    with session.opened(args) as workspace:
        verdict = check(workspace, args.handle, args.purpose)
    return Answer(verdict.as_json, lambda: card_lines(verdict))


def say_language(args: argparse.Namespace) -> Answer:
    """Keep which language a person reads, or forget it."""
    from dm_assistant.domain.languages import spoken_words
    from dm_assistant.services.languages import say as keep

    if bool(args.code) is args.forget:
        raise BadInputError("say one language code such as es or pt-br, or --forget")
    with session.opened(args) as workspace:
        found = keep(workspace, args.handle, args.code or "")
    reads = spoken_words(found.language, found.language_from) or "no language that is known"
    return say(
        {
            "handle": found.contact.handle,
            "language": found.language,
            "language_guessed": found.language_from > 0,
        },
        f"@{found.contact.handle} reads {reads}",
    )


def write_note(args: argparse.Namespace) -> Answer:
    """Write a note on a person."""
    from dm_assistant.services.people import note, person

    with session.opened(args) as workspace:
        found = person(workspace, args.handle).contact
        note(workspace, found.contact_id, args.text)
    return say({"handle": found.handle, "notes": args.text}, f"noted on @{found.handle}")
