"""People who turn out to be one, and when they went by which name."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add where a person was merged into; let a name belong to one person after another."""
    # As statements of its own: a rebuilt table would lose its triggers.
    op.execute("ALTER TABLE contacts ADD COLUMN merged_into INTEGER REFERENCES contacts (id)")
    for column in ("from_at", "until_at", "joined_at"):
        op.add_column("handles", sa.Column(column, sa.Integer(), nullable=True))
    op.create_index(
        "contacts_by_merged",
        "contacts",
        ["merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NOT NULL"),
    )
    op.drop_index("handles_by_key", table_name="handles")
    op.create_index("handles_by_key", "handles", ["platform", "key"], unique=False)
    op.create_index(
        "handles_one_owner",
        "handles",
        ["platform", "key"],
        unique=True,
        sqlite_where=sa.text("current = 1"),
    )
    op.create_index(
        "handles_by_user",
        "handles",
        ["platform", "user_id"],
        unique=False,
        sqlite_where=sa.text("user_id <> ''"),
    )
