"""Who may come in: the decision about one request, before anything of the program is shown."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import Enum, auto

START = "/"
TOKEN = "token"  # noqa: S105 - the name of the parameter, not its value
OWN_SITES = frozenset({"", "none", "same-origin"})
"""What a browser says of requests that no other page has caused; old ones say nothing."""


class Admission(Enum):
    """What becomes of a request."""

    GREETED = auto()
    """It holds the token in its address: the browser gets the cookie and a clean address."""
    ADMITTED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says of itself; what it does not say is empty."""

    path: str
    host: str
    method: str = "GET"
    origin: str = ""
    site: str = ""
    token: str = ""
    cookie: str = ""
    socket: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """One address and the token that opens it."""

    host: str
    port: int
    token: str

    @property
    def address(self) -> str:
        """Return host and port as a browser writes them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Return the origin of the program's own page."""
        return f"http://{self.address}"

    @property
    def link(self) -> str:
        """Return the address that opens the program."""
        return f"{self.origin}{START}?{TOKEN}={self.token}"

    @property
    def cookie_name(self) -> str:
        """Return the cookie's name; ports share their cookies, so the port is part of it."""
        return f"dm-assistant-{self.port}"

    def admit(self, asked: Asked) -> Admission:
        """Decide about one request.

        The host must be ours, or another name was pointed at this machine; the origin too, and a
        websocket must name it, since browsers let any page open one anywhere.
        """
        foreign = asked.origin != self.origin if asked.origin or asked.socket else False
        if asked.host != self.address or foreign or asked.site not in OWN_SITES:
            return Admission.REFUSED
        if asked.path == START and asked.method == "GET" and self._opens(asked.token):
            return Admission.GREETED
        return Admission.ADMITTED if self._opens(asked.cookie) else Admission.REFUSED

    def _opens(self, said: str) -> bool:
        return hmac.compare_digest(said.encode("utf-8", "replace"), self.token.encode())
