"""What was found out about each comment's text, and an index to find people by their words."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column and the index; texts that are there already go into the index."""
    op.execute("ALTER TABLE comments ADD COLUMN facts INTEGER")
    op.drop_index("comments_by_contact", "comments")
    measured = ["contact_id", "at", "post_id", "likes", "facts", "text_key", "ring"]
    op.create_index("comments_by_contact", "comments", measured, unique=False)
    op.drop_index("comments_by_text", "comments")
    op.execute("CREATE INDEX comments_by_text ON comments (text_key, at) WHERE text_key > 0")
    op.execute(
        "CREATE VIRTUAL TABLE comment_words USING fts5(text, content='comments', "
        "content_rowid='id', tokenize='trigram', detail=none)"
    )
    op.execute("INSERT INTO comment_words (comment_words) VALUES ('rebuild')")
