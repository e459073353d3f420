"""Columns of a part of the people whom another column counts: which of them are left out."""

from __future__ import annotations

from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.words import counts_hosted
from tracker.exchange.meanings import NOT_USED, Meaning

_STAYING = (Indicator.PRESENT, Indicator.SHELTERED)


def drop_hosted(meanings: dict[str, Meaning]) -> None:
    """Leave out people who stay with families where anybody else is counted as present too.

    They are some of those present; where nobody else is counted they may be all.
    """
    staying = {
        name
        for name, meaning in meanings.items()
        if meaning.measure and meaning.measure.indicator in _STAYING
    }
    hosted = {name for name in staying if counts_hosted(name)}
    if staying - hosted:
        meanings |= dict.fromkeys(hosted, NOT_USED)


def drop_other_forms(meanings: dict[str, Meaning]) -> None:
    """Leave out groups of what is new beside a total so far: they are no parts of it."""
    forms = {
        meaning.measure.indicator: meaning.measure.form
        for meaning in meanings.values()
        if meaning.measure and not meaning.measure.group
    }
    for name, meaning in meanings.items():
        measure = meaning.measure
        if measure and measure.group and forms.get(measure.indicator, measure.form) != measure.form:
            meanings[name] = NOT_USED
