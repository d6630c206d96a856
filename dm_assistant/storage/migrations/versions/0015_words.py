"""What every file says of a figure or an order, as rows of its own; the creator's own posts."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

FIGURES = {
    "audience_shares": ("on_day", "kind", "label"),
    "daily_figures": ("on_day", "name"),
    "hourly_activity": ("on_day", "hour"),
    "post_figures": ("platform_id", "on_day"),
}


def upgrade() -> None:
    """Let every batch say its own; what earlier ones said comes from what undo would put back."""
    for name, key in FIGURES.items():
        op.drop_index(f"{name}_by_key", table_name=name)
        op.create_index(f"{name}_by_key", name, ["account_id", *key, "batch_id"], unique=True)
        _unfold(name)
    _make_own_posts()
    _make_redemptions()


def _unfold(name: str) -> None:
    """Give earlier batches their rows back: each change names the batch and values before it."""
    db = op.get_bind()
    changes = db.execute(
        sa.text(
            "SELECT row_id, before FROM import_changes WHERE table_name = :name ORDER BY id DESC"
        ),
        {"name": name},
    ).fetchall()
    rows: dict[int, dict[str, Any]] = {}
    for row_id, before in changes:
        if row_id not in rows:
            found = db.execute(sa.text(f"SELECT * FROM {name} WHERE id = :id"), {"id": row_id})
            rows[row_id] = dict(found.mappings().one())
        rows[row_id] |= json.loads(before)
        values = {each: value for each, value in rows[row_id].items() if each != "id"}
        listed, places = ", ".join(values), ", ".join(f":{each}" for each in values)
        db.execute(sa.text(f"INSERT OR IGNORE INTO {name} ({listed}) VALUES ({places})"), values)
    db.execute(sa.text("DELETE FROM import_changes WHERE table_name = :name"), {"name": name})


def _make_own_posts() -> None:
    op.create_table(
        "own_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("likes", sa.Integer(), nullable=True),
        sa.Column("said_on", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "said_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name="said_on_is_day"
        ),
        sa.CheckConstraint("likes >= 0", name="likes_counted"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["imports.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("own_posts_by_batch", "own_posts", ["batch_id"], unique=False)
    op.create_index(
        "own_posts_by_key",
        "own_posts",
        ["account_id", "posted_at", "title", "batch_id"],
        unique=True,
    )


def _make_redemptions() -> None:
    for each in ("order", "batch", "refund"):
        op.drop_index(f"redemptions_by_{each}", table_name="redemptions")
    op.rename_table("redemptions", "redemptions_before")
    op.create_table(
        "redemptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Text(), server_default="", nullable=False),
        sa.Column("redeemed_at", sa.Integer(), nullable=False),
        sa.Column("refunded", sa.Integer(), server_default="0", nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("refunded IN (0, 1)", name="refunded_flag"),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["imports.id"],
        ),
        sa.ForeignKeyConstraint(
            ["code_id"],
            ["codes.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("redemptions_by_batch", "redemptions", ["batch_id"], unique=False)
    op.create_index(
        "redemptions_by_order",
        "redemptions",
        ["code_id", "order_id", "batch_id"],
        unique=True,
    )
    # A refund that another file brought is that file's word.
    op.execute(
        "INSERT INTO redemptions (id, code_id, order_id, redeemed_at, refunded, batch_id) "
        "SELECT id, code_id, order_id, redeemed_at, "
        "refunded AND batch_id IS refund_batch_id, batch_id FROM redemptions_before"
    )
    op.execute(
        "INSERT INTO redemptions (code_id, order_id, redeemed_at, refunded, batch_id) "
        "SELECT code_id, order_id, redeemed_at, 1, refund_batch_id FROM redemptions_before "
        "WHERE refunded = 1 AND batch_id IS NOT refund_batch_id"
    )
    op.execute("DROP TABLE redemptions_before")
