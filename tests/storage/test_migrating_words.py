"""A workspace that kept one row for a figure or an order gets one for each file that said it."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from dm_assistant.storage import database
from dm_assistant.storage.database import make_private
from dm_assistant.storage.migrations import upgrade

BEFORE_WORDS = """
INSERT INTO imports (id, name, format, at, counts) VALUES (1, 'a', 'x', 0, '{}'),
 (2, 'b', 'x', 0, '{}'), (3, 'c', 'x', 0, '{}');
INSERT INTO accounts (id, platform, timezone, language)
 VALUES (1, 'tiktok', 'UTC', 'en');
INSERT INTO daily_figures (id, account_id, on_day, name, value, said_on, batch_id)
 VALUES (1, 1, '2024-09-01', 'likes', 2, '2024-09-03', 3);
INSERT INTO import_changes (batch_id, table_name, row_id, before, after) VALUES
 (2, 'daily_figures', 1, '{"value": 1, "said_on": "2024-09-01", "batch_id": 1}', '{}'),
 (3, 'daily_figures', 1, '{"said_on": "2024-09-02", "batch_id": 2}', '{}');
INSERT INTO code_pools (id, name) VALUES (1, 'spring');
INSERT INTO codes (id, pool_id, code, key, state) VALUES (1, 1, 'A', 'a', 'redeemed');
INSERT INTO redemptions (code_id, order_id, redeemed_at, refunded, batch_id, refund_batch_id)
 VALUES (1, '#1', 5, 1, 2, 2), (1, '#2', 5, 1, 1, 2), (1, '#3', 5, 0, 2, NULL),
 (1, '#4', 5, 1, NULL, NULL)"""


def test_words_of_figures_and_orders_come_apart_by_the_file_that_said_them(
    tmp_path: Path,
) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(upgrade.__file__).parent))
    path = tmp_path / "workspace.db"
    make_private(path)
    made = database.Database(path)
    with made.write() as tx:
        config.attributes["connection"] = tx
        command.upgrade(config, "0013")
        for statement in BEFORE_WORDS.split(";"):
            tx.exec_driver_sql(statement)
        command.upgrade(config, "0015")
        figures = tx.exec_driver_sql(
            "SELECT value, said_on, batch_id FROM daily_figures ORDER BY batch_id"
        ).fetchall()
        uses = tx.exec_driver_sql(
            "SELECT order_id, refunded, batch_id FROM redemptions ORDER BY order_id, batch_id"
        ).fetchall()
        changes = tx.exec_driver_sql("SELECT count(*) FROM import_changes").scalar()
    made.close()
    assert figures == [(1, "2024-09-01", 1), (2, "2024-09-02", 2), (2, "2024-09-03", 3)]
    assert uses == [("#1", 1, 2), ("#2", 0, 1), ("#2", 1, 2), ("#3", 0, 2), ("#4", 1, None)]
    assert changes == 0
