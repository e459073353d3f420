"""What a map says: its measures in words, long for lists and short for the map itself."""

from __future__ import annotations

from tracker.charts.bounds import Bound
from tracker.charts.series.arrivals import Arrivals
from tracker.charts.series.map import MapMeasure, MapSeries
from tracker.charts.wording import bound, phrase_number, phrase_share


def phrase_measure(measure: MapMeasure, value: float) -> str:
    """A value in words.

    >>> phrase_measure(MapMeasure.FREE, -15)
    '15 over'
    """
    whole = int(value)
    match measure:
        case MapMeasure.OCCUPANCY:
            return phrase_occupancy(value)
        case MapMeasure.FREE if whole < 0:
            return f"{phrase_number(-whole)} over"
        case MapMeasure.SILENCE:
            return "that day" if not whole else f"{whole} day{'s' if whole > 1 else ''} ago"
        case _:
            return phrase_number(whole)


def shorten_measure(measure: MapMeasure, value: float | None) -> str:
    """A value as it stands on the map; a dash where there is none."""
    if value is None:
        return "\N{EN DASH}"
    if measure is MapMeasure.OCCUPANCY:
        return phrase_occupancy(value)
    return phrase_number(int(value))


def bound_arrivals(arrivals: Arrivals) -> str:
    """The word before arrivals of some days."""
    return bound(more=arrivals.more, less=arrivals.less, is_open=arrivals.is_open)


def phrase_arrivals(arrivals: Arrivals) -> str:
    """Arrivals of some days in words.

    >>> phrase_arrivals(Arrivals(number=40, more=True))
    'at least 40'
    """
    return f"{bound_arrivals(arrivals)}{phrase_number(arrivals.number)}"


def explain_signs(series: MapSeries, stale_after: int) -> str:
    """What the signs beside numbers on the map mean; empty where there are none.

    `stale_after`: the operation's limit, in days.
    """
    signs = [f"{bound} means {bound.words}" for bound in series.bounds]
    told = [f"{', '.join(signs)}."] if signs else []
    if series.measure is MapMeasure.ARRIVALS and Bound.AT_LEAST in series.bounds:
        told.append("There may be more where a unit did not say on each of the days who came.")
    if series.has_doubtful:
        told.append(
            f"\N{MULTIPLICATION SIGN} rests on counts that are older than {stale_after} days."
        )
    return " ".join(told)


def phrase_occupancy(share: float) -> str:
    """A share of the usable places, which may be over all of them.

    >>> phrase_occupancy(1.5)
    '150%'
    """
    if share <= 1:
        return phrase_share(share, 1)
    said = f"{share:.0%}"
    return "over 100%" if said == "100%" else said
