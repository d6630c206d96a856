"""The formats an import file can have, by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the records of a source are."""

    COMMENTS = "comments"
    CONTACTS = "contacts"
    CONSENTS = "consents"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name for ``--as``, what it holds, and how it is known."""

    name: str
    kind: Kind
    known_by: str


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format(
            "tiktok-scraper",
            Kind.COMMENTS,
            "JSON object with comments, with comment_id, username, comment, create_time in items",
        ),
        Format(
            "tiktok-web",
            Kind.COMMENTS,
            "JSON object with comments (also inside data), whose items have cid and user.unique_id",
        ),
        Format(
            "tiktok-business",
            Kind.COMMENTS,
            "JSON object with data.comments, whose items have comment_id and unique_identifier",
        ),
        Format(
            "apify",
            Kind.COMMENTS,
            "JSON list, JSON lines or CSV whose keys are in the table of aliases",
        ),
        Format("csv", Kind.COMMENTS, "CSV with a header and a mapping of its columns"),
        Format(
            "tiktok-export",
            Kind.EXPORT,
            "TikTok's own data export, JSON or text: ChatHistory and other lists by their names",
        ),
        Format(
            "instagram-export",
            Kind.EXPORT,
            "Instagram's own data export as JSON: pages of chats, followers_1, following, blocks",
        ),
        Format("contacts", Kind.CONTACTS, "our CSV: handle and any of the contact columns"),
        Format("consents", Kind.CONSENTS, "our CSV: handle, purposes, kind, when"),
    )
}
