"""A real browser for the tests: Debian's chromium without a window, spoken to through two pipes."""

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--window-size=1200,900", "--remote-debugging-pipe",
)  # fmt: skip
PATIENCE = 60.0  # seconds


def chromium() -> str:
    """Return the browser's program; a test without it fails with what to type."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "the pages are tested in a browser: sudo apt-get install -y chromium"
    return found


class Browser:
    """One tab of a browser, by the Chrome DevTools Protocol."""

    def __init__(self, to: int, back: int) -> None:
        self.to, self.back = os.fdopen(to, "wb", buffering=0), os.fdopen(back, "rb", buffering=0)
        self.number, self.left, self.session = 0, b"", ""
        self.asked: list[str] = []  # the addresses that the pages made it ask for
        self.complaints: list[str] = []  # what it wrote into its console
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for part in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{part}.enable")

    def call(self, method: str, **given: Any) -> Any:
        """Ask one thing, and return the answer."""
        self.number += 1
        said = {"id": self.number, "method": method, "params": given}
        if self.session:
            said["sessionId"] = self.session
        self.to.write(json.dumps(said).encode() + b"\0")
        while (heard := self._hear()).get("id") != self.number:
            self._note(heard)
        assert "error" not in heard, (method, heard)
        return heard["result"]

    def open(self, address: str) -> str:
        """Go to an address and return the page as the browser has made it."""
        self.call("Page.navigate", url=address)
        return self.page()

    def click(self, text: str) -> str:
        """Click the first link or button of this text and return the page that comes."""
        wanted = f"e => e.innerText.includes({json.dumps(text)})"
        self.value(f"[...document.querySelectorAll('a, button')].find({wanted}).click()")
        return self.page()

    def page(self) -> str:
        """Wait until the page is there, and return it."""
        end = time.monotonic() + PATIENCE
        while True:
            # A moment for a click to begin something.
            time.sleep(0.1)
            if self.value("document.readyState") == "complete":
                return str(self.value("document.documentElement.outerHTML"))
            assert time.monotonic() < end, "the page does not come"

    def value(self, expression: str) -> Any:
        """Return what an expression is in the page."""
        told = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in told, (expression, told)
        return told["result"].get("value")

    def picture(self, file: Path) -> None:
        """Write a picture of the page."""
        told = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(told["data"]))

    def _hear(self) -> Any:
        while b"\0" not in self.left:
            part = os.read(self.back.fileno(), 1 << 16)
            assert part, "the browser has gone"
            self.left += part
        message, _mark, self.left = self.left.partition(b"\0")
        return json.loads(message)

    def _note(self, heard: Any) -> None:
        given = heard.get("params", {})
        if heard.get("method") == "Network.requestWillBeSent":
            self.asked.append(given["request"]["url"])
        if heard.get("method") == "Log.entryAdded":
            self.complaints.append(given["entry"]["text"])


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start a browser that keeps its files in this new folder, and end it."""
    hear, to = os.pipe()
    back, speak = os.pipe()

    def as_three_and_four() -> None:
        # Copies first: either may be 3 or 4 already.
        ours, theirs = os.dup(hear), os.dup(speak)
        os.dup2(ours, 3)
        os.dup2(theirs, 4)

    started = subprocess.Popen(
        [chromium(), *OPTIONS, f"--user-data-dir={profile}", "about:blank"],
        pass_fds=(3, 4, hear, speak),
        preexec_fn=as_three_and_four,  # noqa: PLW1509  (the protocol is spoken on 3 and 4)
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(hear)
    os.close(speak)
    try:
        tab = Browser(to, back)
        try:
            yield tab
        finally:
            tab.session = ""
            tab.call("Browser.close")
    finally:
        started.wait(timeout=PATIENCE)
