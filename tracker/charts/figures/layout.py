"""Layout of figures: our own small frame instead of Plotly's default template, and its settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tracker.charts.appearance import FONT, Appearance
from tracker.charts.figures.axes import list_ticks
from tracker.charts.figures.shapes import place_moment
from tracker.charts.geometry import HALF
from tracker.charts.wording import phrase_number

Layout = dict[str, Any]

DAYS_WITH_DATES = 240
"""Longer periods have months on their axis."""

MOST_NAMED = 12
"""Days named on the axis of a wide chart."""

BESIDE = 132
"""Pixels to the right of a plot, where lines are named at their ends; more where names are long."""

Domain = tuple[float, float]
"""Where a panel begins and ends, as parts of the chart's height from below."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Panels:
    """How the panels of the capacity chart share its height.

    `units` None leaves the strip of units reporting out. `apart` is how far the numbers at the ends
    of lines stand from each other, as a part of the axis of people; `named_days` how many days are
    named below them at most. Of the height of the panel of flows `pad` is how far a mark stands
    from the end of its bar, so that it covers none of it, and `beyond` what is kept free there at
    least; in little height marks are small.
    """

    people: Domain
    flows: Domain
    units: Domain | None
    apart: float
    named_days: int = MOST_NAMED
    pad: float = 0.09
    beyond: float = 0.16
    has_small_marks: bool = False


FULL = Panels(people=(0.37, 1.0), flows=(0.11, 0.29), units=(0.0, 0.04), apart=0.125)
COMPACT = Panels(
    people=(0.44, 1.0),
    flows=(0.0, 0.28),
    units=None,
    apart=0.34,
    named_days=6,
    pad=0.14,
    beyond=0.24,
    has_small_marks=True,
)
"""For half the height: on a page that has a legend of its own, and says who reported.

Between the panels is room for the name of the lower one and for what hangs below the upper one:
half of its lowest number, and what is said of a peak.
"""


def lay_out_base(appearance: Appearance) -> Layout:
    """What every figure shares."""
    return {
        "paper_bgcolor": appearance.surface,
        "plot_bgcolor": appearance.surface,
        "font": {"family": FONT, "size": 13, "color": appearance.ink},
        "separators": ".,",
        "margin": {"l": 52, "r": BESIDE, "t": 28, "b": 8},
        "hovermode": "x unified",
        "hoversubplots": "axis",
        "hoverdistance": -1,
        "hoverlabel": {
            "bgcolor": appearance.surface,
            "bordercolor": appearance.rule,
            "font": {"family": FONT, "size": 13, "color": appearance.ink},
            "align": "left",
        },
        "dragmode": False,
        "legend": {
            "orientation": "h",
            "x": -0.03,
            "xanchor": "left",
            "y": -0.1,
            "yanchor": "top",
            "entrywidth": 128,
            "font": {"size": 13, "color": appearance.ink},
            "itemclick": "toggle",
            "itemdoubleclick": False,
            "tracegroupgap": 0,
        },
        "barmode": "overlay",
    }


def leave_out_legend(layout: Layout) -> Layout:
    """What changes in a layout without a legend: the names of days need some room below."""
    return {"showlegend": False, "margin": {**layout["margin"], "t": 20, "b": 24}}


def lay_out_days(
    first: date, days: int, appearance: Appearance, most_named: int = MOST_NAMED
) -> Layout:
    """The time axis that all panels share: whole cells of days, never hours.

    At most `most_named` days are named on it.
    """
    # Between so few days Plotly would name halves of them, each by the name of a whole one.
    named = [(first + timedelta(days=at)).isoformat() for at in range(days)]
    return {
        **({"tickvals": named} if days <= most_named else {}),
        "type": "date",
        "range": [place_moment(first, -HALF), place_moment(first, days - HALF)],
        "anchor": "y3",
        "tickformat": "%-d %b" if days <= DAYS_WITH_DATES else "%b %Y",
        "hoverformat": "%A %-d %B %Y",
        "nticks": most_named,
        "tickangle": 0,
        "ticklabelmode": "instant",
        "showgrid": False,
        "fixedrange": True,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": appearance.rule,
        "linecolor": appearance.rule,
        "spikemode": "across",
        "spikethickness": 1,
        "spikedash": "solid",
        "spikecolor": appearance.quiet,
        "showspikes": True,
    }


def lay_out_people(top: float, appearance: Appearance, domain: Domain) -> Layout:
    """The axis of people and places."""
    return {
        **lay_out_counts(appearance),
        "domain": domain,
        "range": [0, round(top, 1)],
        "tickformat": ",d",
        "nticks": 7,
    }


def lay_out_flows(
    down: float, up: float, appearance: Appearance, domain: Domain, *, about: float = 2.5
) -> Layout:
    """The axis of flows: departures point down, their ticks are no negative numbers.

    There are `about` so many of them to the side that reaches further.
    """
    ticks = list_ticks(down, up, about=about)
    return {
        **lay_out_counts(appearance),
        "domain": domain,
        "range": [round(-down, 1), round(up, 1)],
        "tickvals": ticks,
        "ticktext": [phrase_number(abs(tick)) for tick in ticks],
        "zeroline": True,
        "zerolinecolor": appearance.quiet,
        "zerolinewidth": 1,
    }


def lay_out_units(domain: Domain) -> Layout:
    """The strip of units reporting: from none to all of them."""
    return {"domain": domain, "range": [0, 1], "visible": False, "fixedrange": True}


def back_units(appearance: Appearance, share: float) -> Layout:
    """The empty strip behind the bars, which says what is missing to all units.

    It ends with the days that have passed, a `share` of the axis.
    """
    return {
        "type": "rect",
        "xref": "paper",
        "x0": 0,
        "x1": round(share, 4),
        "yref": "y3",
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": appearance.rule,
        "opacity": 0.5,
    }


def configure(name: str) -> dict[str, Any]:
    """Plotly's settings: nothing is sent anywhere, the picture is made in the browser."""
    return {
        "responsive": True,
        "displaylogo": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        # The page has a button that saves the picture: over the plot it would cover what is drawn.
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "toImageButtonOptions": {
            "format": "png",
            "filename": name,
            "width": 1200,
            "height": 720,
            "scale": 2,
        },
    }


def lay_out_counts(appearance: Appearance) -> Layout:
    """What every axis of counts shares."""
    return {
        "fixedrange": True,
        "gridcolor": appearance.rule,
        "zeroline": False,
        "automargin": False,
        "tickfont": {"color": appearance.quiet, "size": 12},
    }
