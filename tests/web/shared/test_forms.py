"""Fields keep what was typed, and messages name the field."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField, StringField

from tracker.domain.errors import InvalidField
from tracker.web.shared.forms import BaseForm, DayField, NumberField, SubmissionIdField

SENT = "9b2f3c1e-6d1b-4f0e-9a55-0b6f2f9d1c11"


class CountForm(BaseForm):
    submission_id = SubmissionIdField()
    arrivals = NumberField("Arrivals", noun="the number of arrivals")
    day = DayField("Day")
    name = StringField("Name")
    password = PasswordField("Password")


@pytest.fixture
def form_of(app: Flask) -> Any:
    def make(typed: dict[str, str] | None = None, **values: Any) -> CountForm:
        with app.test_request_context():
            sent = None if typed is None else MultiDict(typed)
            form = CountForm(formdata=sent, meta={"csrf": False}, **values)
            if sent is not None:
                form.validate()
            return form

    return make


def test_a_blank_number_is_not_reported_and_0_is_zero(form_of: Any) -> None:
    assert form_of({"arrivals": ""}).arrivals.data is None
    assert form_of({}).arrivals.data is None
    assert form_of({"arrivals": "0"}).arrivals.data == 0


def test_what_was_typed_is_shown_again_exactly(form_of: Any) -> None:
    form = form_of({"arrivals": " about 300 ", "day": "yesterday"})
    assert 'value=" about 300 "' in form.arrivals()
    assert 'value="yesterday"' in form.day()
    assert form.arrivals.data is None
    assert form.arrivals.errors == [
        "Enter the number of arrivals as a whole number, such as 0 or 1,204"
    ]
    assert form.day.errors == ["Enter the day as a day, such as 2024-08-08"]


def test_a_telephone_number_is_no_count(form_of: Any) -> None:
    form = form_of({"arrivals": "74712123456"})
    assert form.arrivals.errors == ["Enter the number of arrivals as a number up to 99,999,999"]


def test_a_day_is_read(form_of: Any) -> None:
    assert form_of({"day": "2024-08-08"}).day.data == date(2024, 8, 8)
    assert form_of({"day": " "}).day.data is None
    assert 'value="2024-08-08"' in form_of(day=date(2024, 8, 8)).day()


def test_a_stored_value_is_shown(form_of: Any) -> None:
    assert 'value="412"' in form_of(arrivals=412).arrivals()


def test_the_submission_id_is_made_once_and_kept(form_of: Any) -> None:
    first = form_of()
    assert isinstance(first.submission_id.data, UUID)
    assert str(first.submission_id.data) in first.submission_id()
    assert first.submission_id.data != form_of().submission_id.data
    again = form_of({"submission_id": SENT})
    assert again.submission_id.data == UUID(SENT)
    assert again.submission_id.errors == []


@pytest.mark.parametrize("damaged", [{}, {"submission_id": "7"}])
def test_a_damaged_submission_id_is_made_anew_for_the_next_try(
    form_of: Any, damaged: dict[str, str]
) -> None:
    form = form_of(damaged)
    assert form.submission_id.errors == ["Send the form again: it had lost its number"]
    assert isinstance(form.submission_id.data, UUID)


def test_refusals_are_shown_at_their_fields(form_of: Any) -> None:
    form = form_of({"submission_id": SENT})
    form.show_refusals(InvalidField("day", "Enter another day"), InvalidField("else", "No"))
    assert form.day.errors == ["Enter another day"]
    assert form.form_errors == ["No"]


def test_texts_lose_signs_that_no_database_keeps_and_passwords_do_not(form_of: Any) -> None:
    form = form_of({"name": "Sud\x00zha\x07\tand\r\nmore", "password": "a\x00b"})
    assert form.name.data == "Sudzha\tand\r\nmore"
    assert form.password.data == "a\x00b"
    assert "\x00" not in form.name()
