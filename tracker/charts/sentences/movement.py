"""Who came and who left, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.charts.series.movement import MovementSeries
from tracker.charts.wording import phrase_day, phrase_number, phrase_signed


def describe_movement(series: MovementSeries) -> str:
    """Sums over the days shown, as far as they were reported, and the largest gap."""
    return "" if series.is_empty else " ".join(_list_sentences(series))


def _list_sentences(series: MovementSeries) -> Iterator[str]:
    came = _add(day.arrivals.new for day in series.days)
    left = _add(day.departures.new for day in series.days)
    span = f"In these {len(series.days)} days" if len(series.days) > 1 else "On this day"
    if came is not None and left is not None:
        net = phrase_signed(came - left)
        yield (
            f"{span} {phrase_number(came)} people were reported as arrived and "
            f"{phrase_number(left)} as departed: net {net}."
        )
    elif came is not None:
        yield f"{span} {phrase_number(came)} people were reported as arrived; departures were not."
    elif left is not None:
        yield f"{span} {phrase_number(left)} people were reported as departed; arrivals were not."
    gaps = [(abs(day.gap), day) for day in series.days if day.gap]
    if gaps:
        size, day = max(gaps, key=lambda pair: pair[0])
        more = "more" if (day.gap or 0) > 0 else "fewer"
        yield (
            f"On {len(gaps)} of the days people present as reported differ from what arrivals and "
            f"departures give, most on {phrase_day(day.day)}: {phrase_number(size)} {more}."
        )
    elif series.has_gaps:
        yield "People present as reported are what arrivals and departures give."


def _add(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
