"""The workspace: one folder with database, secret and settings, and the clock it lives by."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo, available_timezones

from dm_assistant import __version__, config
from dm_assistant.domain import handles
from dm_assistant.domain.model import Account, FrontEnd, Platform
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError, WorkspaceError
from dm_assistant.storage import database, lanes, opening, secret
from dm_assistant.storage.database import Tx

if TYPE_CHECKING:
    from dm_assistant.services.ordering import Order
    from dm_assistant.services.recent_words import RecentWords

DATABASE = "workspace.db"
POLICY = "policy.toml"
SETTINGS = "config.toml"
TEMPLATES = "templates"
BACKUPS = "backups"
LOG = "log.txt"
NOW = "DM_ASSISTANT_NOW"
SECRET = "secret"  # noqa: S105 - the name of a fact, not a secret
"""Under this key the workspace remembers what its secret looks like, not what it is."""
CLOCK = "now"
"""Under this key a practice workspace may remember the time it stands still at."""
HOME = "DM_ASSISTANT_HOME"


@dataclass(slots=True)
class Workspace:
    """An open workspace, as one front end uses it."""

    path: Path
    database: database.Database
    front_end: FrontEnd
    policy: Policy
    policy_read: bytes
    settings: config.Settings
    settings_read: bytes
    practice: bool
    demo: bool
    accounts: tuple[Account, ...]
    fixed_now: datetime | None
    secret_mark: str
    order: Order | None = None
    without_thanks: frozenset[int] = frozenset()
    """For whom no thank-you could be drafted since this was opened: they are not offered again."""
    recent_words: RecentWords | None = None

    def now(self) -> datetime:
        """Return the moment it is: whole seconds, UTC; a practice workspace may be told another."""
        if self.fixed_now is not None:
            return self.fixed_now
        return datetime.now(UTC).replace(microsecond=0)

    @property
    def account_label(self) -> str:
        """Return the creator's handle as shown in a title, or what stands for it."""
        named = [account for account in self.accounts if account.handle]
        return f"@{named[0].handle}" if named else "no account named"

    @property
    def timezone(self) -> ZoneInfo:
        """Return the creator's own time zone."""
        return ZoneInfo(self.accounts[0].timezone if self.accounts else "UTC")

    @property
    def reply_window(self) -> timedelta:
        """Return how long a message may wait for its reply before it counts as not answered."""
        return timedelta(days=self.settings.window_days)

    @property
    def log_path(self) -> Path:
        """Return where tracebacks go."""
        return self.path / LOG

    @property
    def actor(self) -> str:
        """Return who acts, as the journal names them."""
        return "creator"

    def secret(self) -> bytes:
        """Return the key of the suppression hashes; raise WorkspaceError when it is gone."""
        key = secret.read(self.path)
        if secret.fingerprint(key) != self.secret_mark:
            raise WorkspaceError(secret.GONE)
        return key

    def take_policy(self) -> None:
        """Read the policy file again if it changed, by this program's hand or another's.

        Called as each transaction begins. Raises BadInputError for a file that cannot be used:
        then nothing is judged at all.
        """
        path = self.path / POLICY
        content = config.content_of(path)
        if content != self.policy_read:
            self.policy = config.policy_of(path, config.entries_of(path, content))
            self.policy_read = content

    def take_settings(self, check: Callable[[config.Settings], None] | None = None) -> bool:
        """Read the settings again if their file changed; return whether it did.

        Raises BadInputError for a file that cannot be used, or what ``check`` refuses; the
        settings stay as they were.
        """
        path = self.path / SETTINGS
        content = config.content_of(path)
        if content == self.settings_read:
            return False
        settings = config.settings_of(path, content)
        if check is not None:
            check(settings)
        self.settings = settings
        self.settings_read = content
        return True

    def has_secret(self) -> bool:
        """Return whether the key of the suppression hashes is there."""
        try:
            self.secret()
        except WorkspaceError:
            return False
        return True

    def account(self, platform: Platform) -> Account:
        """Return the account that messages on a platform go out from."""
        for account in self.accounts:
            if account.platform is platform:
                return account
        raise BadInputError(f"this workspace has no {platform.value} account")

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def default_home() -> Path:
    """Return the workspace folder used when none is named."""
    named = os.environ.get(HOME)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("dm-assistant", appauthor=False)


def exists(path: Path) -> bool:
    """Return whether there is a workspace in this folder."""
    return (path / DATABASE).is_file()


def create(
    path: Path,
    *,
    practice: bool = False,
    demo: bool = False,
    account: str = "",
    platform: Platform = Platform.TIKTOK,
    timezone: str = "",
    language: str = "en",
    front_end: FrontEnd = FrontEnd.CLI,
) -> Workspace:
    """Make a workspace in a folder that has none, private from its first byte, and open it."""
    if exists(path):
        raise BadInputError(f"there is already a workspace in {to_screen(str(path))}")
    # A clock that could not be used is refused before anything is made.
    _fixed_now(practice, "")
    zone = timezone or local_timezone()
    if zone not in available_timezones():
        raise BadInputError(
            f"unknown time zone {to_screen(timezone)!r}: use an IANA name such as Europe/London"
        )
    founding = _Founding(
        practice, demo, platform, account, _account_key(account, platform), zone, language
    )
    mask = os.umask(0o077)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.chmod(0o700)
        if not (path / secret.FILE).exists():
            secret.create(path)
        database.create(path / DATABASE, lambda tx: _fill(tx, founding, secret.read(path)))
    finally:
        os.umask(mask)
    return open_workspace(path, front_end=front_end)


@dataclass(frozen=True, slots=True)
class _Founding:
    """What a new workspace is told of itself."""

    practice: bool
    demo: bool
    platform: Platform
    account: str
    key: str
    timezone: str
    language: str


def _account_key(account: str, platform: Platform) -> str:
    try:
        return handles.normalise(account, platform) if account else ""
    except handles.HandleError as error:
        raise BadInputError(f"the account name cannot be used: {error}") from None


def _fill(tx: Tx, founding: _Founding, key: bytes) -> None:
    from dm_assistant.storage import accounts

    accounts.set_meta(tx, "practice", str(int(founding.practice)))
    accounts.set_meta(tx, "demo", str(int(founding.demo)))
    accounts.set_meta(tx, SECRET, secret.fingerprint(key))
    accounts.set_meta(tx, lanes.BUILT_FOR, f"{__version__}/{Policy().version}")
    for each in Platform:
        own = each is founding.platform and founding.account
        accounts.add(
            tx,
            platform=each,
            handle=handles.written(founding.account) if own else "",
            key=founding.key if own else "",
            timezone=founding.timezone,
            language=founding.language,
        )


def open_workspace(path: Path, *, front_end: FrontEnd) -> Workspace:
    """Open the workspace in a folder.

    Raises WorkspaceError when there is none, or it is foreign, damaged or newer than this program.
    """
    if not exists(path):
        raise WorkspaceError(
            f"there is no workspace in {to_screen(str(path))}: make one with "
            "'dm-assistant init', or look around with 'dm-assistant demo'"
        )
    # Whatever this process writes later (journal, backups, logs) is private from its first byte.
    os.umask(0o077)
    opened = database.open_existing(path / DATABASE)
    facts = opening.read(opened)
    said = config.content_of(path / SETTINGS)
    practice = facts.meta.get("practice") == "1"
    found = Workspace(
        path=path,
        database=opened,
        front_end=front_end,
        policy=Policy(),
        policy_read=b"",
        settings=config.settings_of(path / SETTINGS, said),
        settings_read=said,
        practice=practice,
        demo=facts.meta.get("demo") == "1",
        accounts=facts.accounts,
        fixed_now=_fixed_now(practice, facts.meta.get(CLOCK, "")),
        secret_mark=facts.meta.get(SECRET, ""),
    )
    found.take_policy()
    opened.began = found.take_policy
    return found


def _fixed_now(practice: bool, stored: str) -> datetime | None:
    """Return the clock a practice workspace is told: by the environment, else its own."""
    told = os.environ.get(NOW, "")
    if told and not practice:
        raise BadInputError(
            f"{NOW} is set, but only practice workspaces (init --practice, demo) have another clock"
        )
    text = told or stored
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInputError(f"{NOW} is not a time such as 2026-05-14T09:30:00Z") from None
    if moment.tzinfo is None:
        raise BadInputError(f"{NOW} needs an offset, such as 2026-05-14T09:30:00Z")
    return moment.astimezone(UTC).replace(microsecond=0)


def local_language() -> str:
    """Return the language the machine speaks if messages ship in it, else English."""
    from dm_assistant.domain.languages import ENGLISH
    from dm_assistant.domain.templates.gaps import LANGUAGES

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "").replace("-", "_").partition("_")[0].partition(".")[0]
        if code:
            return code if code in LANGUAGES else ENGLISH
    return ENGLISH


def local_timezone() -> str:
    """Return the machine's IANA time zone, or UTC where it does not say."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named in available_timezones():
        return named
    if sys.platform != "win32":
        link = Path("/etc/localtime")
        if link.is_symlink():
            tail = str(link.resolve()).partition("zoneinfo/")[2]
            if tail in available_timezones():
                return tail
    return "UTC"
