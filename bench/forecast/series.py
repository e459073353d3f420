"""Series to forecast: published ones, where they lie beside the project, and made ones."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from python_calamine import CalamineWorkbook

from tracker.domain.forecast import Level

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
MADE = 15
"""Series of each made kind."""

MADE_DAYS = 60
Series = tuple[Level, ...]


def load_groups() -> dict[str, list[Series]]:
    """All series by what they are."""
    groups = dict(_load_published()) if DATA.is_dir() else {}
    random = Random(7)
    for make in (_make_surge, _make_buses, _make_weekly, _make_wave, _make_slips):
        name = make.__name__.removeprefix("_make_")
        groups[f"made: {name}"] = [_to_series(make(random)) for _ in range(MADE)]
    return groups


def _load_published() -> Iterator[tuple[str, list[Series]]]:
    shelters = _load_toronto()
    total: dict[date, int] = defaultdict(int)
    for nights in shelters:
        for day, people in nights.items():
            total[day] += people
    yield "Toronto, all shelters", [_make_series(total)]
    yield "Toronto, each shelter", [_make_series(nights) for nights in shelters]
    for country, (new, so_far) in {"Poland": _load_poland(), "Slovakia": _load_slovakia()}.items():
        yield f"{country}, arrivals so far", [_make_series(so_far)]
        yield f"{country}, arrivals a day", [_make_series(new)]


def _load_toronto() -> list[dict[date, int]]:
    """People by night, of each shelter that reported every night."""
    shelters: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for row in _read("toronto_shelter_occupancy_2024.csv"):
        day = date.fromisoformat(row["OCCUPANCY_DATE"][:10])
        shelters[row["SHELTER_ID"]][day] += int(row["SERVICE_USER_COUNT"])
    longest = max(len(nights) for nights in shelters.values())
    return [nights for nights in shelters.values() if len(nights) == longest]


def _load_poland() -> tuple[dict[date, int], dict[date, int]]:
    """Arrivals a day, and so far."""
    new: dict[date, int] = {}
    so_far: dict[date, int] = {}
    for row in _read("unhcr_ukraine_arrivals_poland_daily.csv"):
        day = datetime.strptime(row["data_date"], "%B %d, %Y").date()  # noqa: DTZ007 (a day alone)
        new[day] = int(row["daily_refugees"].replace(",", ""))
        so_far[day] = int(row["cumulative_refugees"].replace(",", ""))
    return new, so_far


def _load_slovakia() -> tuple[dict[date, int], dict[date, int]]:
    """Arrivals a day, and so far."""
    book = CalamineWorkbook.from_path(DATA / "unhcr_ukraine_arrivals_slovakia_daily.xlsx")
    new: dict[date, int] = {}
    so_far: dict[date, int] = {}
    for day, arrivals, total in book.get_sheet_by_index(0).to_python(skip_empty_area=True)[1:]:
        assert isinstance(day, date)
        new[day] = round(float(str(arrivals)))
        so_far[day] = round(float(str(total)))
    return new, so_far


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _make_surge(random: Random) -> Iterator[float]:
    """A district fills up: slowly, fast, slowly."""
    most, middle, speed = (
        random.randint(300, 3000),
        random.uniform(8, 25),
        random.uniform(0.15, 0.5),
    )
    error = 0.0
    for day in range(MADE_DAYS):
        error = 0.6 * error + random.gauss(0, 0.015 * most)
        yield most / (1 + math.exp(-speed * (day - middle))) + error


def _make_buses(random: Random) -> Iterator[float]:
    """People come in busloads, and leave a few at a time."""
    people = float(random.randint(0, 100))
    for day in range(MADE_DAYS):
        yield people
        bus = random.choice((0, 0, 0, 40, 50, 90)) * (1 if day < 35 else 0.3)
        people = max(0.0, people + bus - random.randint(0, 25))


def _make_weekly(random: Random) -> Iterator[float]:
    """A slow rise with a weekly rhythm."""
    base = random.randint(200, 900)
    for day in range(MADE_DAYS):
        rhythm = base * 0.06 * math.sin(2 * math.pi * day / 7)
        yield base + 3 * day * random.uniform(0.5, 1.5) + rhythm + random.gauss(0, 8)


def _make_wave(random: Random) -> Iterator[float]:
    """A district fills within days, and empties over weeks."""
    top, up, fade = random.randint(300, 2000), random.randint(8, 15), random.uniform(25, 40)
    for day in range(MADE_DAYS):
        share = day / up if day < up else math.exp(-(day - up) / fade)
        yield top * share + random.gauss(0, 0.01 * top)


def _make_slips(random: Random) -> Iterator[float]:
    """Busloads, where one count in fifteen is wrong by a slip of the keys."""
    for people in _make_buses(random):
        yield people * random.choice((0.1, 0.5, 1.5, 2)) if random.random() < 1 / 15 else people


def _to_series(values: Iterator[float]) -> Series:
    first = date(2024, 8, 6)
    return _make_series(
        {first + timedelta(days=at): round(max(0, v)) for at, v in enumerate(values)}
    )


def _make_series(values: dict[date, int]) -> Series:
    return tuple(
        Level(day=day, value=value, low=value, high=value) for day, value in sorted(values.items())
    )
