"""By which name a person is shown, in SQL; bare text, since the first frame needs it too."""

_FIRST = "current DESC, joined_at IS NOT NULL, id LIMIT 1)"

SHOWN = f"(SELECT id FROM handles WHERE contact_id = c.id ORDER BY {_FIRST}"
"""The handle of contact ``c``: a present one before an old one, their own before a merged one's."""


def shown_on(platform: str) -> str:
    """Return SQL for the handle of contact ``c`` on a platform, else the one they are shown by."""
    return (
        f"coalesce((SELECT id FROM handles WHERE contact_id = c.id AND platform = {platform} "
        f"ORDER BY {_FIRST}, {SHOWN})"
    )
