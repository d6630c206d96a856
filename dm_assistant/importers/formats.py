"""The formats an import file can have, by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the records of a source are."""

    COMMENTS = "comments"
    CONTACTS = "contacts"
    CONSENTS = "consents"
    MESSAGES = "messages"
    FIGURES = "figures"
    REDEMPTIONS = "redemptions"


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
            Kind.MESSAGES,
            "TikTok's own data export as JSON: ChatHistory and other lists by their names",
        ),
        Format(
            "tiktok-studio",
            Kind.FIGURES,
            "CSV of TikTok Studio: overview, followers, viewers or content, by its header",
        ),
        Format(
            "shopify-orders",
            Kind.REDEMPTIONS,
            "Shopify's CSV of orders: Name, Financial Status, Discount Code",
        ),
        Format(
            "woocommerce-orders",
            Kind.REDEMPTIONS,
            "WooCommerce Analytics or Advanced Order Export: Coupon(s) or Coupon Code, Status",
        ),
        Format(
            "gumroad-sales",
            Kind.REDEMPTIONS,
            "Gumroad's CSV of sales: Purchase ID, Discount Code, Fully Refunded?",
        ),
        Format(
            "orders",
            Kind.REDEMPTIONS,
            "any shop's CSV with a column of codes, by codes redeem or --as or --map code=COLUMN",
        ),
        Format(
            "shopify-discounts",
            Kind.REDEMPTIONS,
            "Shopify's CSV of discounts: counts only, so the orders are asked for",
        ),
        Format(
            "woocommerce-coupons",
            Kind.REDEMPTIONS,
            "WooCommerce Analytics' CSV of coupons: counts only, so the orders are asked for",
        ),
        Format("contacts", Kind.CONTACTS, "our CSV: handle and any of the contact columns"),
        Format("consents", Kind.CONSENTS, "our CSV: handle, purposes, kind, when"),
    )
}
