"""A real browser without a window, and what the program sent to the terminal in its page."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
PATIENCE = 60
OPTIONS = ("--headless=new", "--disable-dev-shm-usage", "--window-size=900,600")
SANDBOX = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()

needs_chromium = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed here"
)

LISTEN = """
window.heard = "";
const decoder = new TextDecoder();
window.WebSocket = class extends WebSocket {
  constructor(...facts) {
    super(...facts);
    this.addEventListener("message", (event) => {
      if (typeof event.data !== "string") {
        window.heard += decoder.decode(event.data, { stream: true });
      }
    });
  }
};
"""
"""Keeps what goes to the terminal, which is drawn as pixels, as words too."""


class Browser:
    """One page of a browser that shows the program."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, link: str) -> None:
        """Open a page."""
        self.driver.get(link)

    def press(self, keys: str) -> None:
        """Type keys into the terminal."""
        self.driver.find_element(By.CSS_SELECTOR, ".xterm textarea").send_keys(keys)

    def wait_for(self, words: str) -> None:
        """Wait until the terminal was given these words, and forget all it was given before."""
        try:
            WebDriverWait(self.driver, PATIENCE, 0.05).until(lambda _: words in self.heard())
        except TimeoutException:
            raise AssertionError(f"{words!r} never came, but {self.heard()!r}") from None
        self.run("window.heard = ''")

    def heard(self) -> str:
        """Return what the terminal was given, without colours and places."""
        return re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", "", str(self.run("return window.heard")))

    def clipboard(self) -> str:
        """Return what a paste would give."""
        script = "navigator.clipboard.readText().then(arguments[0], arguments[0])"
        return str(self.driver.execute_async_script(script))

    def run(self, script: str) -> object:
        """Run a script in the page."""
        return self.driver.execute_script(script)

    def loaded(self) -> list[str]:
        """Return the addresses of all that the page loaded."""
        found = self.run("return performance.getEntriesByType('resource').map(e => e.name)")
        return [str(name) for name in found] if isinstance(found, list) else []


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a browser that lets its page read the clipboard, as a paste by hand would."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for option in (*OPTIONS, *SANDBOX):
        options.add_argument(option)
    driver = webdriver.Chrome(options, webdriver.ChromeService(str(DRIVER)))
    try:
        granted = ["clipboardReadWrite", "clipboardSanitizedWrite"]
        driver.execute_cdp_cmd("Browser.grantPermissions", {"permissions": granted})
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": LISTEN})
        yield Browser(driver)
    finally:
        driver.quit()
