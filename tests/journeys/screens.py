"""`python3 run.py screens`: a picture of every page of the example, at each width, light and dark.

They are made to be looked at, in a folder that git does not keep: `screenshots/`, one folder for
each role, width and scheme.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Literal

import click
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browsers import BROWSER_FLAGS, find_browser
from tests.example.keeping import keep_example
from tests.journeys.addresses import ADDRESSES, number_things
from tests.journeys.server import serve, use_copy
from tests.journeys.signing_in import sign_in
from tracker.app import create_app
from tracker.config import PROJECT, Settings
from tracker.example.people import SignIn
from tracker.extensions import current_database

FOLDER = PROJECT / "screenshots"
SIZES: dict[str, ViewportSize] = {
    "360": {"width": 360, "height": 740},
    "768": {"width": 768, "height": 1024},
    "1280": {"width": 1280, "height": 800},
}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
ROLES = {person.role.value if person else "nobody": person for person in ADDRESSES}
DRAWN = """async () => {
    await document.fonts.ready;
    const charts = [...document.querySelectorAll("script[data-chart], script[data-map]")];
    const drawn = (id) => document.getElementById(id)?.querySelector(".main-svg");
    const folded = (id) => document.getElementById(id)?.closest("details:not([open])");
    return charts.every(({dataset: {chart, map}}) => drawn(chart || map) || folded(chart || map));
}"""
"""Plotly has put its own picture in the place of the first one, wherever there is a chart."""

TOO_WIDE = """() => {
    const parts = [document.documentElement, ...document.querySelectorAll(".table-frame")];
    const wide = parts.filter((part) => part.scrollWidth > part.clientWidth + 1);
    return wide.map((part) => part.getAttribute("aria-label") || "the page");
}"""
"""What does: the page, or a table within it."""


@click.command()
@click.option("--role", type=click.Choice(tuple(ROLES)), multiple=True, help="Only of these.")
@click.option("--page", "pattern", default="", help="Only addresses that match, as ^/map.")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, show_default=True)
def main(role: tuple[str, ...], pattern: str, folder: Path) -> None:
    """Take a picture of every page at 360, 768 and 1280 px, light and dark."""
    browser_path = find_browser()
    if browser_path is None:
        raise click.ClickException("No browser was found; name one in TRACKER_BROWSER.")
    with served_example() as (address, numbers), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=BROWSER_FLAGS)
        for name in role or tuple(ROLES):
            pages = [
                template.format_map(numbers)
                for template in ADDRESSES[ROLES[name]]
                if re.search(pattern, template)
            ]
            take_pictures(browser, address, ROLES[name], pages, folder / name)
        browser.close()
    click.echo(f"Pictures are in {folder}")


@contextmanager
def served_example() -> Iterator[tuple[str, dict[str, int]]]:
    """The example behind a server: its address, and the numbers that fill addresses of pages."""
    with tempfile.TemporaryDirectory() as temporary:
        original = Path(temporary) / "example.sqlite3"
        keep_example(original)
        app = create_app(Settings(instance=Path(temporary), secret_key="for pictures"))
        with use_copy(app, original, original.with_name("copy.sqlite3")):
            numbers = read_numbers(app)
            with serve(app) as address:
                yield address, numbers


def read_numbers(app: Flask) -> dict[str, int]:
    with app.app_context(), current_database().reader() as session:
        return number_things(session)


def take_pictures(
    browser: Browser, address: str, person: SignIn | None, pages: list[str], folder: Path
) -> None:
    """The pages one person sees; those of an earlier run make room."""
    if not pages:
        return
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    page = context.new_page()
    if person is not None:
        sign_in(page, person, wanted="/change-password")
    looks = list(product(SIZES, SCHEMES))
    for width, scheme in looks:
        shutil.rmtree(folder / f"{width}-{scheme}", ignore_errors=True)
    for number, wanted in enumerate(pages, 1):
        click.echo(f"{folder.name} {number} of {len(pages)}: {wanted}")
        page.goto(wanted)
        page.wait_for_function(DRAWN)
        for width, scheme in looks:
            take_picture(
                page, folder / f"{width}-{scheme}" / f"{file_name(wanted)}.png", width, scheme
            )
    context.close()


def take_picture(page: Page, path: Path, width: str, scheme: Scheme) -> None:
    """The whole page, however long; one that scrolls sideways is told."""
    page.set_viewport_size(SIZES[width])
    page.emulate_media(color_scheme=scheme)
    # Charts follow the width, in a frame of their own.
    page.wait_for_timeout(150)
    page.wait_for_function(DRAWN)
    for part in page.evaluate(TOO_WIDE):
        click.echo(f"  scrolls sideways at {width} px: {part}")
    page.screenshot(path=path, full_page=True)


def file_name(wanted: str) -> str:
    """What the picture of an address is called, as places-3-map for /places/3/map."""
    return re.sub(r"\W+", "-", wanted).strip("-")


if __name__ == "__main__":
    main()
