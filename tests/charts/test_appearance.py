"""One palette for pages and figures, and what the browser needs to draw them."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tracker.charts.appearance import BAND_ON_DARK, DARK, LIGHT, PRINT, Appearance, map_colours
from tracker.charts.marks import Mark

STATIC = Path(__file__).parents[2] / "static"
SERIES = ("capacity", "standby", "sheltered", "present", "arrivals", "departures", "overflow")


def _read_tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The colour tokens of the style sheet, light and dark."""
    css = (STATIC / "css" / "tracker.css").read_text(encoding="utf-8")
    light, dark = css.split("prefers-color-scheme: dark", 1)
    find = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
    return dict(find.findall(light)), dict(find.findall(dark))


@pytest.mark.parametrize(("appearance", "which"), [(LIGHT, 0), (DARK, 1)])
def test_figures_have_the_colours_of_the_style_sheet(appearance: Appearance, which: int) -> None:
    tokens = _read_tokens()[which]
    for name in SERIES:
        assert getattr(appearance, name) == tokens[f"chart-{name}"]
    assert appearance.ink == tokens["ink"]
    assert appearance.quiet == tokens["ink-quiet"]
    assert appearance.rule == tokens["rule"]
    assert appearance.surface == tokens["surface"]


def test_bands_of_pictures_are_as_opaque_in_the_dark_as_those_of_charts() -> None:
    css = (STATIC / "css" / "tracker.css").read_text(encoding="utf-8")
    assert f".band {{ fill-opacity: {BAND_ON_DARK:g}; }}".replace("0.", ".") in css
    assert DARK.make_band("#ffffff") == f"rgba(255,255,255,{BAND_ON_DARK})"
    assert map_colours(LIGHT, DARK)[LIGHT.make_band(LIGHT.present)] == DARK.make_band(DARK.present)


def test_every_colour_is_different_so_that_looks_can_be_swapped() -> None:
    assert len(set(LIGHT.colours.values())) == len(LIGHT.colours)
    assert len(map_colours(LIGHT, DARK)) == len(map_colours(LIGHT, PRINT)) == len(LIGHT.colours)


def test_marks_in_tables_have_their_symbols() -> None:
    symbols = (STATIC / "icons" / "marks.svg").read_text(encoding="utf-8")
    for mark in Mark:
        assert f'<symbol id="{mark.icon}"' in symbols


def test_the_script_names_the_style_elements_that_plotly_looks_for() -> None:
    script = (STATIC / "js" / "chart.js").read_text(encoding="utf-8")
    plotly = (files("plotly") / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
    asked = re.findall(r'document\.getElementById\("([0-9a-f]{64})"\)', plotly)
    assert asked
    assert '"plotly.js-style-"' in plotly
    for style in ("plotly.js-style-global", *asked):
        assert f'<style id="{style}"' in script


def test_the_script_is_small() -> None:
    assert (STATIC / "js" / "chart.js").stat().st_size < 6000
