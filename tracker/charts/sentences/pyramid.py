"""How much of a total was told by sex and age, in words."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.charts.series.pyramid import Pyramid
from tracker.charts.wording import phrase_day, phrase_level, phrase_number, phrase_share


def describe_pyramid(pyramid: Pyramid) -> str:
    """What the picture rests on; empty where nobody told anything."""
    return "" if pyramid.is_empty else " ".join(_list_sentences(pyramid))


def _list_sentences(pyramid: Pyramid) -> Iterator[str]:
    told, whole = phrase_number(pyramid.told), phrase_level(pyramid.total)
    people = "1 person was" if pyramid.told == 1 else f"{told} people were"
    yield f"Sex or age of {people} told, in {_say_counts(pyramid)}."
    now = f"{whole} on {phrase_day(pyramid.day)}"
    rest, value = pyramid.rest, pyramid.total.value
    if rest is None or not value:
        yield f"The whole is {now}."
    else:
        share = phrase_share(pyramid.told, value)
        yield f"That is as many as {share} of the whole, {now}."
        if rest:
            yield f"Of {phrase_number(rest)} nothing is known: they need not be alike."
    if pyramid.overlapping:
        left = pyramid.overlapping
        people = "1 person" if left == 1 else f"{phrase_number(left)} people"
        yield f"Parts of {people} more may be among these already and are left out."
    if any(row.is_wide for row in pyramid.rows):
        yield "Wider bands hold people who are in no narrower one."


def _say_counts(pyramid: Pyramid) -> str:
    counts = "1 count" if pyramid.counts == 1 else f"{pyramid.counts:,} counts"
    first, last = phrase_day(pyramid.oldest), phrase_day(pyramid.newest)
    return f"{counts} of {first}" if first == last else f"{counts} from {first} to {last}"
