"""Cases of the checks at entry, read from the data that another implementation can use as well."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from tracker.domain.amounts import Spread
from tracker.domain.checks import EntryContext, LastKnown
from tracker.domain.counts import Count, Form, Part, Sex, default_form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier

FILE = Path(__file__).with_name("check_cases.json")
Case = dict[str, Any]


def load_cases() -> list[Case]:
    found: list[Case] = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
    return found


def load_limits() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["limits"]
    return found


def make_count(said: Case) -> Count:
    given = dict(said)
    indicator = Indicator(given.pop("indicator"))
    form = given.pop("form", None)
    return Count(
        indicator=indicator,
        form=Form(form) if form else default_form(indicator),
        value=given.pop("value", None),
        qualifier=Qualifier(given.pop("qualifier", "exact")),
        parts=tuple(
            Part(sex=Sex(sex), age_from=age_from, age_to=age_to, value=value)
            for sex, age_from, age_to, value in given.pop("parts", ())
        ),
        **given,
    )


def make_context(known: Case) -> EntryContext:
    return EntryContext(
        today=date.fromisoformat(known.get("today", "2024-08-20")),
        start=date.fromisoformat(known.get("start", "2024-08-06")),
        is_late=known.get("is_late", False),
        last={
            Indicator(code): LastKnown(
                day=date.fromisoformat(last["day"]),
                value=last["value"],
                said=f"{last['value']}",
                derived=last.get("derived", False),
            )
            for code, last in known.get("last", {}).items()
        },
        history={Indicator(code): tuple(h) for code, h in known.get("history", {}).items()},
        running={Indicator(code): value for code, value in known.get("running", {}).items()},
        running_bounds={
            Indicator(code): Spread(low=low, high=high)
            for code, (low, high) in known.get("running_bounds", {}).items()
        },
        next_running={
            Indicator(code): value for code, value in known.get("next_running", {}).items()
        },
        unit_since=date.fromisoformat(known["unit_since"]) if "unit_since" in known else None,
        counted_elsewhere={
            Indicator(code): value for code, value in known.get("counted_elsewhere", {}).items()
        },
        own_report=known.get("own_report"),
    )
