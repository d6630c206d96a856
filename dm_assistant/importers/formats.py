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
    FIGURES = "figures"
    REDEMPTIONS = "redemptions"


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name for ``--as``, what it holds, its words for people, how it is known."""

    name: str
    kind: Kind
    words: str
    known_by: str


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format(
            "tiktok-scraper",
            Kind.COMMENTS,
            "TikTok comments",
            "JSON object with comments, with comment_id, username, comment, create_time in items",
        ),
        Format(
            "tiktok-web",
            Kind.COMMENTS,
            "TikTok comments",
            "JSON object with comments (also inside data), whose items have cid and user.unique_id",
        ),
        Format(
            "pyktok",
            Kind.COMMENTS,
            "TikTok comments",
            "table with cid, aweme_id, text and user, which holds the person as Python shows it",
        ),
        Format(
            "tiktok-business",
            Kind.COMMENTS,
            "TikTok comments",
            "JSON object with data.comments, whose items have comment_id and unique_identifier",
        ),
        Format(
            "tiktok-webhook",
            Kind.COMMENTS,
            "TikTok notices",
            "JSON lines with event comment.update and content, where they have a user name",
        ),
        Format(
            "cubernetes",
            Kind.COMMENTS,
            "TikTok comments",
            "table with Comment Text, User @ and Time, the post's facts above the header",
        ),
        Format(
            "exportcomments",
            Kind.COMMENTS,
            "comments",
            "table with Comment, Date, Name or Username, and Profile URL or Comment URL",
        ),
        Format(
            "instagram-graph",
            Kind.COMMENTS,
            "Instagram comments",
            "JSON object with data or comments.data, whose items have from or username, timestamp",
        ),
        Format(
            "instagram-webhook",
            Kind.COMMENTS,
            "Instagram notices",
            "JSON object with entry, whose changes have the field comments",
        ),
        Format(
            "instaloader",
            Kind.COMMENTS,
            "Instagram comments",
            "JSON list whose items have owner.username, created_at and answers",
        ),
        Format(
            "yt-dlp",
            Kind.COMMENTS,
            "Instagram comments",
            "JSON object with extractor and comments, from Instagram",
        ),
        Format(
            "apify",
            Kind.COMMENTS,
            "comments",
            "JSON list, JSON lines or table whose keys are in the table of aliases",
        ),
        Format(
            "csv", Kind.COMMENTS, "comments", "table with a header and a mapping of its columns"
        ),
        Format(
            "tiktok-export",
            Kind.EXPORT,
            "TikTok export",
            "TikTok's own data export, JSON or text: ChatHistory and other lists by their names",
        ),
        Format(
            "instagram-export",
            Kind.EXPORT,
            "Instagram export",
            "Instagram's own data export as JSON: pages of chats, followers_1, following, blocks",
        ),
        Format(
            "tiktok-studio",
            Kind.FIGURES,
            "Studio figures",
            "CSV of TikTok Studio: overview, followers, viewers or content, by its header",
        ),
        Format(
            "shopify-orders",
            Kind.REDEMPTIONS,
            "Shopify orders",
            "Shopify's CSV of orders: Name, Financial Status, Discount Code",
        ),
        Format(
            "woocommerce-orders",
            Kind.REDEMPTIONS,
            "WooCommerce orders",
            "WooCommerce Analytics or Advanced Order Export: Coupon(s) or Coupon Code, Status",
        ),
        Format(
            "gumroad-sales",
            Kind.REDEMPTIONS,
            "Gumroad sales",
            "Gumroad's CSV of sales: Purchase ID, Discount Code, Fully Refunded?",
        ),
        Format(
            "orders",
            Kind.REDEMPTIONS,
            "shop orders",
            "any shop's CSV with a column of codes, by codes redeem or --as or --map code=COLUMN",
        ),
        Format(
            "shopify-discounts",
            Kind.REDEMPTIONS,
            "Shopify discounts",
            "Shopify's CSV of discounts: counts only, so the orders are asked for",
        ),
        Format(
            "woocommerce-coupons",
            Kind.REDEMPTIONS,
            "WooCommerce codes",
            "WooCommerce Analytics' CSV of coupons: counts only, so the orders are asked for",
        ),
        Format(
            "contacts",
            Kind.CONTACTS,
            "contacts",
            "our table: handle and any of the contact columns",
        ),
        Format("consents", Kind.CONSENTS, "consents", "our table: handle, purposes, kind, when"),
    )
}
