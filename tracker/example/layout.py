"""The example's schematic map: one cell for each area, placed as the areas lie to each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from tracker.registry.boundaries import draw_schematic
from tracker.registry.tree import DISTRICT

ATTRIBUTION = "Schematic map, made for this example: one cell for each area"

_CELLS = """
  . | . | Zheleznogorsk (city) | Zheleznogorsk | Ponyri | . | . | .
  . | Dmitriyev | Konyshyovka | Fatezh | Zolotukhino | Shchigry | Cheremisinovo | .
  Khomutovka | Lgov | Kurchatov | Kurchatov (city) | Kursk | Shchigry (city) | Sovetsky | Kastornoye
  Rylsk | Korenevo | Lgov (city) | Oktyabrsky | Kursk (city) | Solntsevo | Tim | Gorshechnoye
  Glushkovo | Sudzha | Bolshoye Soldatskoye | Medvenka | Oboyan | Pristen | Manturovo | .
  . | . | Belaya | . | . | . | . | .
"""
"""From north to south and west to east; districts without the word."""

WEST, NORTH = 34.0, 52.72
WIDTH, HEIGHT = 0.52, 0.32
"""Degrees: near the middle of the region such a cell is a square."""


def add_schematic_map(session: Session, places: Mapping[str, int]) -> None:
    """Draw the cells of the example's areas; `places` are ids by name."""
    cells = {places[name]: cell for name, cell in list_cells()}
    draw_schematic(session, DISTRICT, cells, ATTRIBUTION)


def list_cells() -> Iterator[tuple[str, str]]:
    """Names of areas with their cells as GeoJSON geometry."""
    for down, line in enumerate(_CELLS.strip().splitlines()):
        for across, cell in enumerate(line.split("|")):
            name = cell.strip()
            if name != ".":
                yield _name_area(name), _draw_cell(across, down)


def _name_area(name: str) -> str:
    return name if name.endswith("(city)") else f"{name} district"


def _draw_cell(across: int, down: int) -> str:
    west, east = _step(WEST, WIDTH, across), _step(WEST, WIDTH, across + 1)
    north, south = _step(NORTH, -HEIGHT, down), _step(NORTH, -HEIGHT, down + 1)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]}, separators=(",", ":"))


def _step(start: float, size: float, number: int) -> float:
    return round(start + size * number, 2)
