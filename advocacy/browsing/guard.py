"""Who may look: whoever opened the one-time address first, from this machine, and nobody else."""

import hmac
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable
from gettext import gettext as _
from typing import Any
from urllib.parse import parse_qs

from advocacy.shell.watch import Presence
from records.keyring import asleep

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]

OPEN = "/open"
PAGES = re.compile(r"/|/favicon\.ico|/style/[a-z.]+|/records(/[^/.]+){0,2}(\.json)?")
"""What is served: of Datasette's own pages none, and nothing that a browser saves as a file."""

# No script, and nothing from elsewhere.
POLICY = b"; ".join((
    b"default-src 'none'", b"style-src 'self'", b"img-src 'self'", b"form-action 'self'",
    b"base-uri 'none'", b"frame-ancestors 'none'",
))  # fmt: skip
HEADERS = (
    # The browser may keep no page on its disk.
    (b"cache-control", b"no-store"),
    (b"content-security-policy", POLICY),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
OURS = frozenset(name for name, _value in HEADERS) | {b"link", b"set-cookie"}


class Guard:
    """Stands before the pages, and lets in who brings the cookie that the token was changed for."""

    def __init__(self, app: App, port: int, idle: float) -> None:
        self.app = app
        self.host = f"127.0.0.1:{port}".encode()
        # Cookies know no port: another browse must not take this one's.
        self.cookie = f"advocacy-{port}"
        self.token: str | None = secrets.token_urlsafe(32)
        self.key = secrets.token_urlsafe(32)
        self.presence = Presence(idle, time.monotonic(), asleep())

    @property
    def address(self) -> str:
        """What is opened in the browser, once."""
        return f"http://{self.host.decode()}{OPEN}?token={self.token}"

    def deserted(self) -> bool:
        """Whether nobody looked for so long, or the machine slept, that it is time to close."""
        return self.presence.gone(time.monotonic(), asleep()) is not None

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = dict(scope["headers"])
        # A page elsewhere whose name was made to mean this machine sends another name.
        if given.get(b"host") != self.host:
            await _refuse(send, 403, _("This address is not served here."))
        elif scope["method"] not in ("GET", "HEAD"):
            await _refuse(send, 405, _("Nothing can be changed here."))
        elif self._holds(given.get(b"cookie", b"")):
            self.presence.touch(time.monotonic())
            await self._show(scope, receive, send)
        elif scope["path"] == OPEN and scope["method"] == "GET" and self._changes(scope):
            self.presence.touch(time.monotonic())
            cookie = f"{self.cookie}={self.key}; Path=/; HttpOnly; SameSite=Strict"
            await _go(send, [(b"set-cookie", cookie.encode())])
        else:
            await _refuse(
                send,
                403,
                _("Nobody may look without the address that advocacy browse printed, and it opens "
                  "once. Type advocacy browse again for a new one."),
            )  # fmt: skip

    async def _show(self, scope: Scope, receive: Any, send: Send) -> None:
        if scope["path"] == OPEN:
            await _go(send)
        elif PAGES.fullmatch(scope["path"]):
            await self.app(scope, receive, _with_headers(send))
        else:
            await _refuse(send, 404, _("There is no such page here."))

    def _changes(self, scope: Scope) -> bool:
        """Whether the request brings the token; it is void from then on."""
        said = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if self.token is None or not hmac.compare_digest(said.encode(), self.token.encode()):
            return False
        self.token = None
        return True

    def _holds(self, cookies: bytes) -> bool:
        wanted = f"{self.cookie}={self.key}".encode()
        return any(hmac.compare_digest(one.strip(), wanted) for one in cookies.split(b";"))


def _with_headers(send: Send) -> Send:
    """Return `send` with our headers in place of those that Datasette sets."""

    async def told(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            kept = [pair for pair in message["headers"] if pair[0].lower() not in OURS]
            message = {**message, "headers": [*kept, *HEADERS]}
        await send(message)

    return told


async def _go(send: Send, headers: Headers = ()) -> None:
    """Lead to the front page; the address with the token stays in no history of pages."""
    await _answer(send, 303, b"", [(b"location", b"/"), *headers])


async def _refuse(send: Send, status: int, said: str) -> None:
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await _answer(send, status, f"{said}\n".encode(), [kind])


async def _answer(send: Send, status: int, body: bytes, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *HEADERS]})
    await send({"type": "http.response.body", "body": body})
