"""The queue: which reports wait for the reviewer, and decisions about many of them at once."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField, ReasonMissing
from tracker.domain.reports import DecisionDraft
from tracker.domain.urgency import Reason
from tracker.recording.conflicts import count_conflicts
from tracker.recording.decided import list_decided_by, list_in_state
from tracker.recording.decisions import decide_each
from tracker.recording.queue import count_by_reason, list_waiting
from tracker.registry.people import Role
from tracker.web.review.blueprint import blueprint
from tracker.web.review.filters import SHOWN_LABELS, QueueForm, Shown, Wanted, read_wanted
from tracker.web.review.forms import ManyForm, read_kind
from tracker.web.review.lines import Line, load_decided_lines, load_waiting_lines
from tracker.web.review.positions import read_position, require_number, write_position
from tracker.web.review.wording import ACTS, REASON_LABELS, say_done_to_many
from tracker.web.shared import access, clock
from tracker.web.shared.identity import current_person
from tracker.web.shared.navigation import Link
from tracker.web.shared.pages import render_again
from tracker.web.shared.unit_of_work import reading, writing

LINES = 25


@blueprint.route("", methods=["GET", "POST"])
@access.roles(Role.REVIEWER)
def list_queue() -> ResponseReturnValue:
    """Reports that wait, most urgent first; or those in another state."""
    filters = QueueForm()
    wanted = read_wanted(current_person(), filters)
    form = ManyForm()
    if request.method == "GET":
        return render_template("review/queue.html", **_describe(wanted, filters, form))
    if form.validate_on_submit():
        try:
            _decide_on_many(form)
        except InvalidField as refusal:
            form.show_refusals(refusal)
        else:
            return redirect(url_for("review.list_queue", **wanted.address), code=303)
    return render_again("review/queue.html", **_describe(wanted, filters, form))


def _decide_on_many(form: ManyForm) -> None:
    """Decide on all that were selected, in one transaction, and say what could not be."""
    kind, chosen = read_kind(), [_read_key(key) for key in request.form.getlist("report")]
    reason = (form.reason.data or "").strip() or None
    if not chosen:
        raise InvalidField("report", "Select at least one report")
    if reason is None and kind.needs_reason:
        raise ReasonMissing("decision")
    drafts = [
        DecisionDraft(
            report_id=report_id, seq=seq, kind=kind, person_id=current_person().id, reason=reason
        )
        for report_id, seq in dict.fromkeys(chosen)
    ]
    left_out = decide_each(writing(), drafts, now=clock.now())
    if len(left_out) < len(drafts):
        flash(say_done_to_many(kind, len(drafts) - len(left_out)), "success")
    for one in left_out:
        flash(f"Nothing was decided on report {one.report_id}: {one.message}", "warning")


def _read_key(key: str) -> tuple[int, int]:
    report_id, _, seq = key.partition(":")
    return require_number(report_id), require_number(seq)


def _describe(wanted: Wanted, filters: QueueForm, form: ManyForm) -> dict[str, Any]:
    lines, next_url = _load_lines(wanted)
    is_waiting = wanted.shown is Shown.WAITING
    return {
        "form": filters if filters.errors else form,
        "filters": filters,
        "many": form,
        "lines": lines,
        "chosen": set(request.form.getlist("report")),
        "wanted": wanted,
        "is_waiting": is_waiting,
        "label": SHOWN_LABELS[wanted.shown],
        "reasons": _link_reasons(wanted) if is_waiting else (),
        "acts": tuple(ACTS.items()),
        "next_url": next_url,
        "conflicts": count_conflicts(reading(), current_person().id),
    }


def _load_lines(wanted: Wanted) -> tuple[tuple[Line, ...], str | None]:
    """A page of lines, and the address of the next one."""
    session, after = reading(), request.args.get("after", "")
    if wanted.shown is Shown.WAITING:
        waiting = list_waiting(session, wanted.filter, LINES + 1, read_position(after))
        ends = [write_position(one.position) for one in waiting]
        lines = load_waiting_lines(session, waiting[:LINES])
    else:
        before = require_number(after) if after else None
        kind = wanted.shown.decision
        if kind is None:
            decided = list_decided_by(session, wanted.filter, LINES + 1, before)
        else:
            decided = list_in_state(session, wanted.filter, kind, LINES + 1, before)
        ends = [str(one.decision_id) for one in decided]
        lines = load_decided_lines(session, decided[:LINES])
    if len(ends) <= LINES:
        return lines, None
    return lines, url_for("review.list_queue", **wanted.narrow(after=ends[LINES - 1]))


def _link_reasons(wanted: Wanted) -> tuple[tuple[Link, int], ...]:
    """The reasons as links with how many wait for each; all of them first."""
    counts = count_by_reason(reading(), wanted.without_reason)
    choices: list[tuple[Reason | None, str]] = [(None, "All"), *REASON_LABELS.items()]
    return tuple(
        (
            Link(
                label=label,
                # Flask leaves out of an address what is None.
                url=url_for("review.list_queue", **wanted.narrow(reason=reason)),
                current=reason is wanted.filter.reason,
            ),
            counts[reason],
        )
        for reason, label in choices
    )
