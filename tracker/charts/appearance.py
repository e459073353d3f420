"""The look of figures: one colour and symbol per meaning, as in static/css/tracker.css."""

from __future__ import annotations

from dataclasses import dataclass, fields

from tracker.charts.marks import Mark

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif'

SYMBOLS: dict[Mark, str] = {
    Mark.OBSERVED: "circle",
    Mark.DERIVED: "diamond-open",
    Mark.STALE: "x-thin-open",
    Mark.CORRECTED: "triangle-up",
    Mark.CONTESTED: "bowtie",
    Mark.DISPUTED: "hexagram-open",
    Mark.LUMP: "square",
    Mark.FALLEN: "triangle-down-open",
    Mark.OPEN: "triangle-up-open",
}
CLAIM_SYMBOL = "star-square-open"

BAND = 0.26
BAND_ON_DARK = 0.42
"""How opaque bands from low to high are: on what is dark the light one's share is hardly seen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Appearance:
    """Colours of one look, all different: pages swap one look for another by value."""

    capacity: str
    standby: str
    sheltered: str
    present: str
    arrivals: str
    departures: str
    overflow: str
    ink: str
    quiet: str
    rule: str
    surface: str

    @property
    def room_fill(self) -> str:
        """The space that usable capacity gives."""
        return fade(self.capacity, 0.06)

    @property
    def standby_fill(self) -> str:
        """The further space of standby capacity."""
        return fade(self.standby, 0.1)

    @property
    def forecast_fill(self) -> str:
        """Where people sheltered are going to be, four times out of five."""
        return fade(self.sheltered, 0.11)

    @property
    def overflow_fill(self) -> str:
        """People sheltered beyond the usable places."""
        return fade(self.overflow, 0.38)

    @property
    def colours(self) -> dict[str, str]:
        """Every colour by its name."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        bands = {f"{name} band": self.make_band(own[name]) for name in own}
        soft = {f"{name} soft": soften(own[name]) for name in own}
        return own | bands | soft | {name: getattr(self, name) for name in _FILLS}

    def make_band(self, colour: str) -> str:
        """A colour for the space between the lowest and the highest number around a line.

        >>> LIGHT.make_band("#0164d5")
        'rgba(1,100,213,0.26)'
        """
        is_dark = self.surface < self.ink  # as hexadecimal digits: by their red
        return fade(colour, BAND_ON_DARK if is_dark else BAND)


_FILLS = (
    "room_fill",
    "standby_fill",
    "overflow_fill",
    "forecast_fill",
)


def fade(colour: str, opacity: float) -> str:
    """A hex colour with an opacity.

    >>> fade("#0164d5", 0.2)
    'rgba(1,100,213,0.2)'
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def soften(colour: str) -> str:
    """A colour for bars behind a line.

    >>> soften("#0164d5")
    'rgba(1,100,213,0.45)'
    """
    return fade(colour, 0.45)


LIGHT = Appearance(
    capacity="#182128",
    standby="#7a838e",
    sheltered="#0164d5",
    present="#7a1f7a",
    arrivals="#02a762",
    departures="#bb8a02",
    overflow="#982008",
    ink="#14202b",
    quiet="#4c5a66",
    rule="#d2dae0",
    surface="#ffffff",
)

DARK = Appearance(
    capacity="#eff3f6",
    standby="#73848c",
    sheltered="#0d7ff2",
    present="#ed98ed",
    arrivals="#19c17b",
    departures="#fbdb5e",
    overflow="#f73109",
    ink="#e8eef2",
    quiet="#a8b6c1",
    rule="#31404c",
    surface="#16212a",
)

PRINT = Appearance(
    capacity=LIGHT.capacity,
    standby=LIGHT.standby,
    sheltered=LIGHT.sheltered,
    present=LIGHT.present,
    arrivals=LIGHT.arrivals,
    departures=LIGHT.departures,
    overflow=LIGHT.overflow,
    ink="#000000",
    quiet="#333333",
    rule="#b8c0c6",
    surface="#ffffff",
)


def map_colours(light: Appearance, dark: Appearance) -> dict[str, str]:
    """The colour of `dark` that takes the place of each colour of `light`."""
    return dict(zip(light.colours.values(), dark.colours.values(), strict=True))


PAGE = Appearance(
    capacity="var(--chart-capacity)",
    standby="var(--chart-standby)",
    sheltered="var(--chart-sheltered)",
    present="var(--chart-present)",
    arrivals="var(--chart-arrivals)",
    departures="var(--chart-departures)",
    overflow="var(--chart-overflow)",
    ink="var(--ink)",
    quiet="var(--ink-quiet)",
    rule="var(--rule)",
    surface="var(--surface)",
)
"""Colours of pictures that stand in a page: the style sheet knows the reader's look."""
