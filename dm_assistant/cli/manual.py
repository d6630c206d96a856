"""What the page of each command adds: what the command changes, its exit codes, what is related."""

from __future__ import annotations

from typing import Final, NamedTuple


class Entry(NamedTuple):
    """What a command changes, and which commands belong to it."""

    changes: str
    see: str


LOOKS: Final = "nothing; it only looks"

MANUAL: Final = {
    "init": Entry("makes a folder with a database that only you can read", "demo import doctor"),
    "demo": Entry("nothing of yours; its workspace is another", "init queue"),
    "serve": Entry("nothing; it shows the inbox in a browser until you stop it", "init doctor"),
    "today": Entry(LOOKS, "session queue handover"),
    "session": Entry("when a session began and ended; no message", "today queue"),
    "settings": Entry("with set: your own config.toml", "rules doctor"),
    "postpone": Entry("their message leaves the lane until then", "reply archive answer"),
    "impact": Entry(LOOKS, "stats kpi import"),
    "kpi": Entry("what you note by hand; show and list only look", "impact stats import"),
    "review": Entry(LOOKS, "stats impact report"),
    "report": Entry("nothing here; it writes new files", "review stats export"),
    "import": Entry(
        "people, comments, messages and consents, in one batch that --undo takes back",
        "contacts reconcile hints",
    ),
    "contacts": Entry(LOOKS, "show segments draft"),
    "show": Entry(LOOKS, "contacts check note tag"),
    "consent": Entry("adds to the ledger of consents, for good", "check keywords suppress"),
    "suppress": Entry(
        "stops every message to this person for good; approved ones are withdrawn",
        "suppressions forget check",
    ),
    "check": Entry(f"{LOOKS}. The exit code is 0 whatever the answer is", "show rules consent"),
    "complaint": Entry("holds what sells from this person until it is settled", "show suppress"),
    "language": Entry("which language drafts to this person are in", "show templates"),
    "note": Entry("your notes on this person", "tag show"),
    "segments": Entry("saved filters, with add and drop; no person", "contacts draft campaigns"),
    "tag": Entry("the tags of this person", "note segments"),
    "merge": Entry("makes one person of two; the stricter no of either stays", "rename show undo"),
    "rename": Entry("what a person is called; the old name still finds them", "merge show"),
    "suppressions": Entry("with import: adds people never to be messaged", "suppress forget"),
    "rules": Entry("with set and reset: the policy, from the next act on", "check queue"),
    "keywords": Entry("with add and end: which words count as consent", "consent invite stats"),
    "draft": Entry("makes drafts; nothing is sent, and --dry-run makes none", "queue approve edit"),
    "queue": Entry(LOOKS, "approve handover reply"),
    "edit": Entry("the words of one draft; it is judged anew", "variant approve queue"),
    "variant": Entry("the words of one draft; it is judged anew", "edit templates"),
    "campaigns": Entry("campaigns, and with run and follow-up drafts", "draft segments stats"),
    "approve": Entry(
        "drafts become approved if the rules allow it; exit code 3 and every reason if not",
        "handover edit invite",
    ),
    "invite": Entry(
        "makes approved public replies; exit code 3 if not allowed", "keywords handover"
    ),
    "skip": Entry("puts drafts aside; nothing is held against the person", "snooze suppress"),
    "snooze": Entry("drafts come back by themselves", "skip queue"),
    "handover": Entry(
        "counts them against your pace; exit code 3 if the rules changed their mind",
        "sent failed approve",
    ),
    "sent": Entry("records that they left; codes are given", "handover seen reply"),
    "seen": Entry("records that they were opened", "sent reply stats"),
    "failed": Entry("gives the place and the code back", "sent handover"),
    "reply": Entry("logs their words; a stop takes effect at once", "classify answer queue"),
    "classify": Entry("what their message counts as; a stop stays a stop", "reply answer"),
    "answer": Entry("makes an approved answer", "reply handover archive"),
    "archive": Entry("their message leaves the lane; it stays in the timeline", "answer reply"),
    "reconcile": Entry("ties a draft to what your export says was sent", "import sent stats"),
    "stats": Entry(LOOKS, "campaigns keywords codes"),
    "experiments": Entry(LOOKS, "experiment campaigns stats"),
    "experiment": Entry(
        "adopt: who draws which variant; resume: words that were paused; else it only looks",
        "experiments campaigns templates",
    ),
    "timing": Entry(LOOKS, "stats today import"),
    "codes": Entry("pools and codes; list and export only look", "campaigns draft stats"),
    "collabs": Entry("collaborations and their stages; list and show only look", "draft reply"),
    "feedback": Entry("themes and what replies count for; tell makes drafts", "reply challenges"),
    "challenges": Entry("challenges and who took part; invite makes drafts", "feedback draft"),
    "templates": Entry("with new, edit, drop and back: your own files", "draft variant language"),
    "undo": Entry("puts back what the last act changed; no stop is lifted", "journal import"),
    "journal": Entry(LOOKS, "undo doctor"),
    "backup": Entry("writes a copy that was restored and checked", "restore doctor"),
    "restore": Entry(
        "the database; stops, erasures and what left are told to it", "backup journal"
    ),
    "doctor": Entry(LOOKS, "hints backup journal"),
    "hints": Entry("with --away: which hints are shown", "doctor help"),
    "forget": Entry("erases a person; only keyed hashes stay", "suppress export"),
    "export": Entry("nothing here; it writes new files", "forget backup codes"),
    "completion": Entry("nothing; it prints a script", "help"),
    "help": Entry("nothing; it prints a page", "doctor completion"),
}


def ending(name: str) -> str:
    """Return what stands at the end of a command's page."""
    entry = MANUAL.get(name)
    if entry is None:
        return ""
    related = ", ".join(f"dm-assistant {each}" for each in entry.see.split())
    return f"\n\nchanges:\n  {entry.changes}\n\nsee also:\n  {related}"
