"""The browser of this machine, for tests and for pictures of pages."""

import os
import shutil

BROWSERS = (
    # The same engine without a window that nobody sees: its pages take half the time.
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)

# Playwright itself adds --headless and --no-sandbox. These keep the browser from looking for
# its maker's servers, which costs seconds where there is no way out.
BROWSER_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_browser() -> str | None:
    """The installed Chromium or Chrome, or the one named in TRACKER_BROWSER."""
    named = os.environ.get("TRACKER_BROWSER")
    return next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
