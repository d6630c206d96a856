"""What is looked up from the other end: which message answers a draft or quotes a comment."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the indexes; without them each draft and each comment costs a scan of all messages."""
    op.create_index("inbounds_by_answered", "inbounds", ["answers_draft_id"], unique=False)
    op.create_index("inbounds_by_comment", "inbounds", ["comment_id"], unique=False)
