"""What the two main pages weigh on the wire, at the first visit and the next, in a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import click
from playwright.sync_api import Browser, BrowserContext, CDPSession, sync_playwright

from bench.figures import Figure
from bench.operations import OFFICIAL
from bench.servers import Server, serve_tracker
from bench.setting import Setting
from bench.visitor import Visitor

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
HEAVIEST_REPORT_PAGE = 60.0


def measure(setting: Setting) -> None:
    """Measure on the smallest database of the first engine."""
    path = find_browser()
    if path is None:
        click.echo("  Left out: no Chromium or Chrome was found; name one in TRACKER_BROWSER.")
        return
    engine = setting.chosen[0]
    loaded = setting.load(engine, setting.shape(min(setting.sizes)))
    email, units = next(iter(loaded.operation.coordinators.items()))
    with serve_tracker(loaded.url, setting.instance) as server, _open_browser(path) as browser:
        for name, person, address, limit in (
            ("daily report", email, f"/units/{units[0]}/report", HEAVIEST_REPORT_PAGE),
            ("official's page", OFFICIAL, "/overview", None),
        ):
            for visit, weight in _visit(browser, server, person, address).items():
                _note(setting, f"{name}, {visit} visit", weight, limit)


def find_browser() -> str | None:
    """The browser named in TRACKER_BROWSER, or one that is installed."""
    named = os.environ.get("TRACKER_BROWSER")
    return next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)


@contextmanager
def _open_browser(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass(kw_only=True)
class _Weight:
    """Requests that reached the server, and the bytes that came back, headers included.

    Without slots, since Playwright notes something of its own on whose method it calls.
    """

    requests: int = 0
    size: float = 0
    _cached: set[str] = field(default_factory=set)

    def listen(self, devtools: CDPSession) -> None:
        """Count what this page loads from here on."""
        devtools.on("Network.requestServedFromCache", self._note_cached)
        devtools.on("Network.responseReceived", self._note_response)
        devtools.on("Network.loadingFinished", self._note_finished)

    def _note_cached(self, event: dict[str, Any]) -> None:
        self._cached.add(event["requestId"])

    def _note_response(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache") or event["response"]["url"][:4] != "http":
            self._cached.add(event["requestId"])

    def _note_finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] not in self._cached:
            self.requests += 1
            self.size += event["encodedDataLength"]


def _visit(browser: Browser, server: Server, email: str, address: str) -> dict[str, _Weight]:
    """Open the page with nothing kept, and once more; signing in is not counted."""
    visitor = Visitor(server=server)
    visitor.sign_in(email)
    context = browser.new_context()
    try:
        context.add_cookies(
            [
                {"name": name, "value": value, "url": server.address}
                for name, value in visitor.cookies.items()
            ]
        )
        return {visit: _weigh(context, server.address + address) for visit in ("first", "repeated")}
    finally:
        context.close()


def _weigh(context: BrowserContext, url: str) -> _Weight:
    page = context.new_page()
    weight = _Weight()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    weight.listen(devtools)
    page.goto(url, wait_until="networkidle")
    page.close()
    return weight


def _note(setting: Setting, name: str, weight: _Weight, limit: float | None) -> None:
    kilobytes = weight.size / 1000
    setting.note(Figure(part="pages", name=name, value=kilobytes, unit="kB", at_most=limit))
    setting.note(Figure(part="pages", name=name, value=weight.requests, unit="requests"))
