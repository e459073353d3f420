"""The lists beside the form, to choose units and sources from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedPlace:
    """A unit to choose; `kind` decides which sections the form asks for."""

    place_id: int
    label: str
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedSource:
    """A source to choose; `is_own` is the one that is chosen beforehand."""

    source_id: int
    label: str
    is_own: bool


def write_units(places: Iterable[ListedPlace]) -> bytes:
    """The units as CSV with the columns that choices need: name (the id), label, kind."""
    rows = ((str(place.place_id), place.label, place.kind) for place in places)
    return _write(("name", "label", "kind"), rows)


def write_sources(sources: Iterable[ListedSource]) -> bytes:
    """The sources as CSV: name (the id), label, and 1 under own for the person's own."""
    rows = (
        (str(source.source_id), source.label, "1" if source.is_own else "") for source in sources
    )
    return _write(("name", "label", "own"), rows)


def _write(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(heads)
    lines.writerows(rows)
    return text.getvalue().encode()
