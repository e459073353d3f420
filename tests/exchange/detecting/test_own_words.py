"""The tracker knows its own words again: labels, codes, and the columns of its exports."""

import pytest

from tests.exchange.tables import survey
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Layout, is_own_export, suggest, suggest_indicators
from tracker.exchange.detecting.words import explain_measure
from tracker.exchange.exporting.blank_workbook import _head_count
from tracker.exchange.exporting.hxl_values import _list_columns as list_hxl_columns
from tracker.exchange.exporting.long_values import LONG_COLUMNS
from tracker.exchange.exporting.report_rows import REPORT_COLUMNS
from tracker.exchange.exporting.tables import Column
from tracker.exchange.exporting.wide_values import list_wide_columns
from tracker.exchange.meanings import MEASURES, Meaning, Role
from tracker.web.imports.column_form import say_measure

DESCRIBING = (
    *("_low", "_high", "_unreviewed", "_mark", "_form", "_qualifier", "_words", "_said_by"),
)


def expect(column: Column, indicator: Indicator) -> Meaning | None:
    """What a column of an export means by its key."""
    if column.key.endswith(DESCRIBING):
        return None
    new = Form.LEVEL if indicator.is_level else Form.TOTAL
    form = Form.NEW if column.key.endswith("_new") else new
    words = {m.form: m for m in MEASURES.values() if m.indicator is indicator and not m.households}
    return Meaning(role=Role.COUNT, measure=words[form])


@pytest.mark.parametrize("indicator", Indicator)
def test_labels_and_codes_are_indicators_in_every_layout(indicator: Indicator) -> None:
    words = (indicator.definition.label, indicator.definition.label.upper(), indicator.value)
    for word, meaning in suggest_indicators(words).items():
        assert meaning.measure, word
        assert meaning.measure.indicator is indicator, word
    for word in words:
        found = suggest(survey(f"Date,District,{word}\n2024-08-07,Sudzha,5\n"))
        measure = found.meanings[word].measure
        assert measure, word
        assert measure.indicator is indicator, word


def test_labels_and_codes_make_a_column_one_of_indicators() -> None:
    for head in ("Indicator", "What is counted"):
        for words in ([i.definition.label for i in Indicator], list(Indicator)):
            rows = "".join(f"2024-08-07,Sudzha,{word},5\n" for word in words)
            found = suggest(survey(f"Date,District,{head},Value\n{rows}"))
            assert found.layout is Layout.ROWS
            assert found.meanings[head].role is Role.INDICATOR


@pytest.mark.parametrize("columns", [LONG_COLUMNS, REPORT_COLUMNS], ids=["values", "reports"])
@pytest.mark.parametrize("named", ["key", "heading"])
def test_exports_with_rows_of_parts_are_known(columns: tuple[Column, ...], named: str) -> None:
    head = [getattr(column, named) for column in columns]
    assert is_own_export(survey([head, ["x"] * len(head)]))
    others = [name for name in head if name not in ("mark", "Mark", "version", "Version")]
    assert not is_own_export(survey([others, ["x"] * len(others)]))


@pytest.mark.parametrize("words", MEASURES)
def test_measures_are_known_as_they_are_offered_and_kept(words: str) -> None:
    for said in (words, say_measure(MEASURES[words])):
        assert explain_measure(said) == Meaning(role=Role.COUNT, measure=MEASURES[words]), said


@pytest.mark.parametrize("indicator", Indicator)
def test_columns_of_exports_mean_what_they_say(indicator: Indicator) -> None:
    wide = [c for c in list_wide_columns([indicator]) if c.key.startswith(indicator.value)]
    for column in wide:
        assert explain_measure(column.key) == expect(column, indicator), column.key
    for column in (*wide, *list_hxl_columns(indicator)):
        assert explain_measure(column.heading) == expect(column, indicator), column.heading
    heading, _ = _head_count(indicator)
    found = explain_measure(heading)
    assert found
    assert found.measure
    assert found.measure.indicator is indicator


def test_other_columns_of_exports_are_no_counts() -> None:
    shared = list_wide_columns([])
    for column in (*shared, *LONG_COLUMNS):
        assert explain_measure(column.heading) is None, column.heading
        assert explain_measure(column.key) is None, column.key
