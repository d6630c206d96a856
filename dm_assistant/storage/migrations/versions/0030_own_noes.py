"""When somebody said no themselves, apart from whom the creator leaves alone."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Tell the two apart: of a refusal only where a message says that it was declined."""
    op.add_column("contacts", sa.Column("left_at", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE contacts SET left_at = no_contact_at "
        "WHERE no_contact IN ('opt_out', 'blocked', 'complaint') OR no_contact = 'refused' "
        "AND EXISTS (SELECT 1 FROM drafts AS d WHERE d.contact_id = contacts.id AND "
        "d.could_not IN ('blocked', 'declined', 'reported', 'deleted the request'))"
    )
