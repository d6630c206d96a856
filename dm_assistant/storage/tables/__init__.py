"""The tables of a workspace, as SQLModel rows.

Times are whole Unix seconds (UTC) in INTEGER columns, flags are 0/1, enums are stored by value;
STRICT tables and CHECK constraints make the database refuse what the domain would not say.
Rows never leave ``storage``: the modules beside this one turn them into domain values.
"""

from sqlmodel import SQLModel

from dm_assistant.storage.tables import (
    campaigns,
    collabs,
    feedback,
    figures,
    kpis,
    messages,
    people,
    reconciling,
    records,
    sessions,
)
from dm_assistant.storage.tables.columns import keep_flags

__all__ = [
    "METADATA",
    "campaigns",
    "collabs",
    "feedback",
    "figures",
    "kpis",
    "messages",
    "people",
    "reconciling",
    "records",
    "sessions",
]

METADATA = SQLModel.metadata
"""Every table by name."""

for _table in METADATA.tables.values():
    keep_flags(_table)
