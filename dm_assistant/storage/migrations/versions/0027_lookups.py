"""What was looked for through whole tables, whenever a lane is searched or a card is read."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Add the indexes."""
    op.create_index("contacts_by_search", "contacts", ["search"])
    op.create_index(
        "consents_by_undoes", "consents", ["undoes"], sqlite_where=sa.text("undoes IS NOT NULL")
    )
    op.create_index("touches_by_time", "touches", ["at", "version", "contact_id", "state"])
