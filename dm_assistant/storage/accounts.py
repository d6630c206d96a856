"""The creator's own accounts, and the facts a workspace keeps about itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from dm_assistant.domain.model import Account, Platform
from dm_assistant.storage.tables import METADATA

ACCOUNTS = METADATA.tables["accounts"]
META = METADATA.tables["meta"]
CONTACTS = METADATA.tables["contacts"]
HANDLES = METADATA.tables["handles"]


def all_accounts(tx: Connection) -> list[Account]:
    """Return the accounts, the first one made first."""
    return [_account(row) for row in tx.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.id))]


def for_platform(tx: Connection, platform: Platform) -> Account | None:
    """Return the account messages on a platform go out from."""
    row = tx.execute(
        select(ACCOUNTS)
        .where(ACCOUNTS.c.platform == platform.value)
        .order_by(ACCOUNTS.c.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else _account(row)


def add(
    tx: Connection, *, platform: Platform, handle: str, key: str, timezone: str, language: str
) -> Account:
    """Store an account and return it."""
    result = tx.execute(
        insert(ACCOUNTS).values(
            platform=platform.value, handle=handle, key=key, timezone=timezone, language=language
        )
    )
    number = int(result.inserted_primary_key[0])  # type: ignore[index]  # the table has an integer key
    return Account(number, platform, handle, timezone, language)


def name_it(tx: Connection, account_id: int, handle: str, key: str) -> None:
    """Give an account that had no handle yet its own; whoever is known by it is the creator."""
    tx.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account_id).values(handle=handle, key=key))
    platform = select(ACCOUNTS.c.platform).where(ACCOUNTS.c.id == account_id).scalar_subquery()
    known = select(HANDLES.c.contact_id).where(HANDLES.c.platform == platform, HANDLES.c.key == key)
    tx.execute(update(CONTACTS).where(CONTACTS.c.id.in_(known)).values(own=1))


def _account(row: Any) -> Account:
    return Account(
        id=row.id,
        platform=Platform(row.platform),
        handle=row.handle,
        timezone=row.timezone,
        language=row.language,
        name=row.name,
    )


def meta(tx: Connection) -> dict[str, str]:
    """Return what the workspace says of itself."""
    return {row.key: row.value for row in tx.execute(select(META))}


def fact(tx: Connection, key: str) -> str | None:
    """Return one thing that the workspace says of itself."""
    return tx.execute(select(META.c.value).where(META.c.key == key)).scalar()


def set_meta(tx: Connection, key: str, value: str) -> None:
    """Set one fact about the workspace."""
    if key in meta(tx):
        tx.execute(update(META).where(META.c.key == key).values(value=value))
    else:
        tx.execute(insert(META).values(key=key, value=value))
