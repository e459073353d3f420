"""Pictures of pages, as `python3 run.py screens` takes them."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.screens import take_pictures
from tracker.example.people import OFFICIAL


def test_a_page_is_pictured_at_each_width_in_light_and_dark(
    browser: Browser, base_url: str, example: None, tmp_path: Path
) -> None:
    stale = tmp_path / "360-dark" / "gone.png"
    stale.parent.mkdir()
    stale.touch()
    take_pictures(browser, base_url, OFFICIAL, ["/map?day=2024-08-20"], tmp_path)
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.png")} == {
        f"{width}-{scheme}/map-day-2024-08-20.png"
        for width in (360, 768, 1280)
        for scheme in ("light", "dark")
    }
