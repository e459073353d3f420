"""How forms of the registers answer: refusals at the field, success by a message and a new page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import InUse, InvalidField
from tracker.web.shared.forms import BaseForm
from tracker.web.shared.pages import render_again


@contextmanager
def refusals_shown(form: BaseForm) -> Iterator[None]:
    """Show what the register refuses in the form, so that the view goes on to show it again."""
    try:
        yield
    except InvalidField as refusal:
        form.show_refusals(refusal)
    except InUse as refusal:
        form.form_errors.append(refusal.message)


def show_form(template: str, form: BaseForm, **context: Any) -> ResponseReturnValue:
    """The form, first or again: what could not be accepted is shown with status 422."""
    if request.method == "GET":
        return render_template(template, form=form, **context)
    return render_again(template, form=form, **context)


def go_to(endpoint: str, message: str, **values: Any) -> ResponseReturnValue:
    """Say what happened on the page that follows."""
    flash(message, "success")
    return redirect(url_for(endpoint, **values), code=303)
