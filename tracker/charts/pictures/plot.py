"""The frame of a picture: panels that stretch with its width, and marks and texts that do not.

A picture in a page has no width of its own. What has to stretch (lines, areas, bars) lies in a
panel of its own coordinates: ten to a day across, CANVAS high. What must keep its shape (dots,
text) is placed in per cent of the whole picture. A picture that is saved has a size in pixels, and
its panels count in those: nothing stretches, which some programs would do to the lines as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tracker.charts.appearance import BAND
from tracker.charts.geometry import HALF, Edge, Outline, find_runs
from tracker.charts.pictures.svg import element, say
from tracker.charts.wording import phrase_day

PER_DAY = 10
CANVAS = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """The size of a picture that is saved or printed, in pixels."""

    width: float
    height: float


def frame(size: Size | None, label: str, *inside: str) -> str:
    """The picture as an SVG element: of this size, else it fills its place."""
    if size is None:
        fitted: dict[str, str | float] = {"width": "100%", "height": "100%"}
    else:
        view = f"0 0 {_short(size.width)} {_short(size.height)}"
        fitted = {"width": size.width, "height": size.height, "viewBox": view}
    own = {} if size else {"font_family": "inherit"}
    title = element("title", say(label))
    return element("svg", title, *inside, role="img", font_size=12, **fitted, **own)


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """A part of the picture: `top` and `height` in per cent of it, values from `low` to `high`."""

    days: int
    top: float
    height: float
    low: float
    high: float
    size: Size | None = None

    @property
    def per_day(self) -> float:
        """The width of a day in the panel's coordinates."""
        return self.size.width / self.days if self.size else PER_DAY

    @property
    def canvas(self) -> float:
        """The panel's height in its coordinates."""
        return self.size.height * self.height / 100 if self.size else CANVAS

    def draw(self, *shapes: str) -> str:
        """The panel with what is drawn in it."""
        return element(
            "svg",
            *shapes,
            y=f"{self.top}%",
            width="100%",
            height=f"{self.height}%",
            viewBox=f"0 0 {_short(self.per_day * self.days)} {_short(self.canvas)}",
            preserveAspectRatio="none",
        )

    def x(self, at: float) -> str:
        """A moment, in days from the middle of the first one, in the panel's coordinates."""
        return _short((at + HALF) * self.per_day)

    def y(self, value: float) -> str:
        """A value in the panel's coordinates."""
        return _short(self.canvas * (self.high - value) / (self.high - self.low))

    def across(self, at: float) -> str:
        """A moment in per cent of the picture."""
        return f"{100 * (at + HALF) / self.days:.2f}%"

    def down(self, value: float) -> str:
        """A value in per cent of the picture."""
        share = (self.high - value) / (self.high - self.low)
        return f"{self.top + self.height * share:.2f}%"

    def trace(self, values: Sequence[float | None]) -> str:
        """The path of straight lines from day to day, with gaps; a lone day is a short dash."""
        parts: list[str] = []
        for run in find_runs(values):
            points = [f"{self.x(index)} {self.y(values[index] or 0)}" for index in run]
            if len(points) == 1:
                points = [f"{self.x(run.start - 0.3)} {self.y(values[run.start] or 0)}"]
                points.append(f"h{_short(0.6 * self.per_day)}")
                parts.append("M" + "".join(points))
            else:
                parts.append("M" + "L".join(points))
        return "".join(parts)

    def step(self, values: Sequence[float | None]) -> str:
        """The path of a stepped line over whole cells, with gaps."""
        parts: list[str] = []
        for run in find_runs(values):
            at = self.y(values[run.start] or 0)
            parts.append(f"M{self.x(run.start - HALF)} {at}")
            for index in run[1:]:
                height = self.y(values[index] or 0)
                if height != at:
                    parts.append(f"H{self.x(index - HALF)}V{height}")
                    at = height
            parts.append(f"H{self.x(run.stop - HALF)}")
        return "".join(parts)

    def enclose(self, outlines: Iterable[Outline]) -> str:
        """The path around areas."""
        parts: list[str] = []
        for outline in outlines:
            there = [f"{self.x(edge.at)} {self.y(edge.top)}" for edge in outline]
            back = [f"{self.x(edge.at)} {self.y(edge.bottom)}" for edge in reversed(outline)]
            parts.append("M" + "L".join([*there, *back]) + "Z")
        return "".join(parts)

    def whiskers(self, whiskers: Iterable[tuple[float, float, float]]) -> str:
        """The path of whiskers: at a moment, from a low to a high."""
        parts: list[str] = []
        for at, low, high in whiskers:
            left, right = self.x(at - 0.16), self.x(at + 0.16)
            bottom, top = self.y(low), self.y(high)
            parts.append(
                f"M{left} {bottom}H{right}M{left} {top}H{right}M{self.x(at)} {bottom}V{top}"
            )
        return "".join(parts)

    def hatch(self, outlines: Iterable[Outline]) -> str:
        """The path of upright lines within areas, several to a day: what is open upwards."""
        return "".join(
            f"M{self.x(at)} {self.y(bottom)}V{self.y(top)}"
            for outline in outlines
            for left, right in pairwise(outline)
            for at, bottom, top in _slice(left, right)
        )

    def bars(self, values: Sequence[float | None], width: float = 0.72) -> str:
        """The path of a bar for each day that has a value, from zero."""
        half = width / 2
        return "".join(
            f"M{self.x(index - half)} {self.y(0)}V{self.y(value)}h{_short(width * self.per_day)}"
            f"V{self.y(0)}Z"
            for index, value in enumerate(values)
            if value
        )


SLICE = 0.24
"""How far the lines of a hatching are apart, in days."""


def _slice(left: Edge, right: Edge) -> Iterator[tuple[float, float, float]]:
    """Moments between two edges, each with bottom and top."""
    width = right.at - left.at
    count = max(1, round(width / SLICE))
    for number in range(count):
        share = (number + HALF) / count
        yield (
            left.at + share * width,
            left.bottom + share * (right.bottom - left.bottom),
            left.top + share * (right.top - left.top),
        )


def stroke(path: str, colour: str, width: float, **more: str) -> str:
    """A line whose width does not stretch with the picture."""
    return element(
        "path",
        d=path,
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_linejoin="round",
        vector_effect="non-scaling-stroke",
        **more,
    )


def stroke_any(path: str, colour: str, width: float) -> str:
    """A line where there is anything to draw, which in most pictures there is not."""
    return stroke(path, colour, width) if path else ""


def fill(path: str, colour: str, opacity: float | None = None) -> str:
    """An area."""
    return element("path", d=path, fill=colour, fill_opacity=opacity)


def fill_band(path: str, colour: str) -> str:
    """The space from low to high; the style sheet knows how opaque it is in a dark page."""
    return element("path", d=path, fill=colour, fill_opacity=BAND, class_="band")


def write(text: str, across: str, down: str, colour: str, **more: str) -> str:
    """A text at a place in per cent of the picture."""
    return element("text", say(text), x=across, y=down, fill=colour, **more)


NAMED_DAYS = 4
"""So many days are named on an axis, the first and the last among them."""

FEW_DAYS = 8
"""Up to so many the cell of a day is as wide as its name, which then stands below the middle."""


def name_days(first: date, count: int, down: str, colour: str, **more: str) -> Iterator[str]:
    """Names of days along the foot of the picture, `count` days from `first` on."""
    names = min(NAMED_DAYS, count)
    for number in range(names):
        at = round(number * (count - 1) / max(1, names - 1))
        is_last = 0 < at == count - 1
        anchor = "middle" if count <= FEW_DAYS else ("start", "middle", "end")[(at > 0) + is_last]
        ends = {"start": "0", "end": "100%"}
        across = ends.get(anchor, f"{100 * (at + HALF) / count:.2f}%")
        day = phrase_day(first + timedelta(days=at), short=True)
        yield write(day, across, down, colour, text_anchor=anchor, **more)


def _short(number: float) -> str:
    """A coordinate to a tenth: a pixel is less."""
    return f"{number:.1f}".removesuffix(".0")
