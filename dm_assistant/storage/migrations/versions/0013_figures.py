"""The figures of the platform's analytics, and which orders used which code."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the tables; a code known to be used is so by an order that nobody has named yet."""
    op.create_table(
        "audience_shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("share", sa.REAL(), nullable=False),
        sa.Column("said_on", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('gender', 'territory')", name="kind_known"),
        sa.CheckConstraint(
            "on_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name="on_day_is_day"
        ),
        sa.CheckConstraint(
            "said_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name="said_on_is_day"
        ),
        sa.CheckConstraint("share BETWEEN 0 AND 1", name="share_is_fraction"),
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
    op.create_index("audience_shares_by_batch", "audience_shares", ["batch_id"], unique=False)
    op.create_index(
        "audience_shares_by_key",
        "audience_shares",
        ["account_id", "on_day", "kind", "label"],
        unique=True,
    )
    op.create_table(
        "daily_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("said_on", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "name IN ('video_views', 'profile_views', 'likes', 'comments', 'shares', 'followers', 'viewers', 'new_viewers', 'returning_viewers', 'new_followers', 'lost_followers', 'net_growth', 'reached_audience', 'product_link_clicks', 'website_clicks', 'phone_number_clicks', 'leads_submission', 'app_download_link_clicks')",
            name="name_known",
        ),
        sa.CheckConstraint(
            "on_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name="on_day_is_day"
        ),
        sa.CheckConstraint(
            "said_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name="said_on_is_day"
        ),
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
    op.create_index("daily_figures_by_batch", "daily_figures", ["batch_id"], unique=False)
    op.create_index(
        "daily_figures_by_key", "daily_figures", ["account_id", "on_day", "name"], unique=True
    )
    op.create_table(
        "hourly_activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("active", sa.Integer(), server_default="0", nullable=False),
        sa.Column("said_on", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "on_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name="on_day_is_day"
        ),
        sa.CheckConstraint(
            "said_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name="said_on_is_day"
        ),
        sa.CheckConstraint("active >= 0", name="active_counted"),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name="hour_of_day"),
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
    op.create_index("hourly_activity_by_batch", "hourly_activity", ["batch_id"], unique=False)
    op.create_index(
        "hourly_activity_by_key", "hourly_activity", ["account_id", "on_day", "hour"], unique=True
    )
    op.create_table(
        "post_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("posted_on", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("views", sa.Integer(), server_default="0", nullable=False),
        sa.Column("likes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("comments", sa.Integer(), server_default="0", nullable=False),
        sa.Column("shares", sa.Integer(), server_default="0", nullable=False),
        sa.Column("said_on", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "on_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name="on_day_is_day"
        ),
        sa.CheckConstraint(
            "posted_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name="posted_on_is_day"
        ),
        sa.CheckConstraint(
            "said_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name="said_on_is_day"
        ),
        sa.CheckConstraint("comments >= 0", name="comments_counted"),
        sa.CheckConstraint("likes >= 0", name="likes_counted"),
        sa.CheckConstraint("shares >= 0", name="shares_counted"),
        sa.CheckConstraint("views >= 0", name="views_counted"),
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
    op.create_index("post_figures_by_batch", "post_figures", ["batch_id"], unique=False)
    op.create_index(
        "post_figures_by_key", "post_figures", ["account_id", "platform_id", "on_day"], unique=True
    )
    op.create_table(
        "redemptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Text(), server_default="", nullable=False),
        sa.Column("redeemed_at", sa.Integer(), nullable=False),
        sa.Column("refunded", sa.Integer(), server_default="0", nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("refund_batch_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("refunded IN (0, 1)", name="refunded_flag"),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["imports.id"],
        ),
        sa.ForeignKeyConstraint(
            ["code_id"],
            ["codes.id"],
        ),
        sa.ForeignKeyConstraint(
            ["refund_batch_id"],
            ["imports.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("redemptions_by_batch", "redemptions", ["batch_id"], unique=False)
    op.create_index("redemptions_by_order", "redemptions", ["code_id", "order_id"], unique=True)
    op.create_index("redemptions_by_refund", "redemptions", ["refund_batch_id"], unique=False)
    op.execute(
        "INSERT INTO redemptions (code_id, order_id, redeemed_at) "
        "SELECT id, '', coalesce(redeemed_at, given_at, 0) FROM codes WHERE state = 'redeemed'"
    )
