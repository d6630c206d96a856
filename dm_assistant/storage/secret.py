"""The workspace's secret: the key of the hashes by which erased and opted-out people are known."""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

from dm_assistant.domain.model import Platform
from dm_assistant.errors import WorkspaceError

FILE = "secret.key"
GONE = (
    f"{FILE} is missing, damaged or another workspace's, so opted-out people cannot be recognised: "
    "copy it back from the newest folder under backups/; until then nothing is imported or approved"
)


def create(folder: Path) -> None:
    """Write a new secret that only its owner can read."""
    import secrets

    handle = os.open(folder / FILE, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path) -> bytes:
    """Return the secret; raise WorkspaceError, saying how to get it back, when it is gone."""
    try:
        return bytes.fromhex((folder / FILE).read_text("ascii").strip())
    except (OSError, ValueError):
        raise WorkspaceError(GONE) from None


def fingerprint(key: bytes) -> str:
    """Return by what a workspace knows its secret again, without giving it away."""
    return hmac.new(key, b"dm-assistant workspace", hashlib.sha256).hexdigest()[:16]


def digest(secret: bytes, platform: Platform, identity: str) -> str:
    """Return the keyed hash of ``platform:identity`` (HMAC-SHA-256, RFC 2104) in hex."""
    return hmac.new(secret, f"{platform.value}:{identity}".encode(), hashlib.sha256).hexdigest()
