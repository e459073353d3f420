"""The corrections as a page, as a CSV file, and as an Atom feed under a secret address."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.extensions import current_database
from tracker.recording.knowledge import Knowledge
from tracker.recording.published import ToldAct, Wanted
from tracker.registry.people import Person
from tracker.registry.tokens import TokenUse
from tracker.web.corrections.atom import MIMETYPE, Feed, write_feed
from tracker.web.corrections.blueprint import blueprint
from tracker.web.corrections.csv_file import write_lines
from tracker.web.corrections.filters import Filters, read_filters
from tracker.web.corrections.sentences import describe_act, name_act
from tracker.web.shared import access
from tracker.web.shared.bearers import require_bearer
from tracker.web.shared.discretion import find_hidden_ids, hide_in_acts
from tracker.web.shared.exporting import keep_export
from tracker.web.shared.identity import current_person
from tracker.web.shared.ids import LARGEST_REPORT_ID, read_number
from tracker.web.shared.lookback import Lookback, current_lookback
from tracker.web.shared.navigation import admits
from tracker.web.shared.operation import current_operation
from tracker.web.shared.pages import UNPROCESSABLE
from tracker.web.shared.published_words import (
    describe_changes,
    name_series,
    say_after,
    say_before,
    say_change,
    say_days,
)
from tracker.web.shared.seeing import find_seen_ids
from tracker.web.shared.unit_of_work import reading

WORDS = {
    word.__name__: word
    for word in (
        name_act,
        describe_act,
        describe_changes,
        name_series,
        say_after,
        say_before,
        say_change,
        say_days,
    )
}
PAGE_LENGTH = 20
OPEN_ACTS = 8
"""Acts that stand open on a page; the others are folded below them."""

NOT_AS_A_FILE = (
    "Choose a place that may be published: this shelter is in no file. Its corrections stand here"
)
FEED_LENGTH = 50
BATCH = 500


@blueprint.get("/corrections")
@access.signed_in
def show_corrections() -> ResponseReturnValue:
    """Which published totals changed, newest act first."""
    if current_operation() is None:
        return render_template("dashboard/not_set_up.html")
    filters = read_filters(reading(), current_person(), request.args)
    return render_template(**describe_page(filters))


def describe_page(filters: Filters) -> dict[str, Any]:
    """The template of the page, and what stands in it."""
    before = read_before()
    knowledge = current_lookback().knowledge
    found = knowledge.list_acts(filters.wanted, limit=PAGE_LENGTH + 1, before=before)
    acts = hide_others(found[:PAGE_LENGTH], find_seen_ids(reading(), current_person()))
    more = len(found) > len(acts)
    return {
        "template_name_or_list": "corrections/list.html",
        "form": filters.form,
        "filters": filters,
        "acts": acts,
        "open_acts": OPEN_ACTS,
        **WORDS,
        "page_of": partial(find_page, current_person()),
        "older_url": link_page(filters, before=acts[-1].act_id) if more else None,
        "newest_url": link_page(filters) if before else None,
    }


def hide_others(acts: Iterable[ToldAct], seen: Collection[int] | None) -> list[ToldAct]:
    """The acts without numbers of places that are not seen (None: all are).

    Such are those of a shelter that lay in what is seen, and was moved out of it since.
    """
    return [
        replace(
            act, own=tuple(change for change in act.own if seen is None or change.place_id in seen)
        )
        for act in acts
    ]


@blueprint.post("/corrections.csv")
@access.signed_in
def save_corrections() -> ResponseReturnValue:
    """The same as a file; with `bom=no` it begins without the mark that Excel needs."""
    filters = read_filters(reading(), current_person(), request.args)
    lookback = require_lookback()
    if filters.form.errors or lookback.form.errors:
        # A file that left a filter out would pass for what was asked for: the page says what to do.
        return render_template(**describe_page(filters)), UNPROCESSABLE
    hidden = find_hidden_ids(reading(), current_person())
    if filters.place and filters.place.id in hidden:
        filters.form.place.errors = [NOT_AS_A_FILE]
        return render_template(**describe_page(filters)), UNPROCESSABLE
    with_mark = request.args.get("bom") != "no"
    filters_said = filters.query | lookback.address
    keep_export(f"the corrections of {filters.place_name} as CSV", filters_said)
    acts = hide_in_acts(read_all(filters.wanted, lookback.known_at), hidden)
    lines = write_lines(acts, with_mark=with_mark)
    response = Response(stream_with_context(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=corrections.csv"
    return response


@blueprint.get("/feed/<token>/corrections.atom")
@access.secret_address
def read_feed(token: str) -> ResponseReturnValue:
    """The newest of them as a feed, for whoever has the person's secret address."""
    person = require_bearer(token, TokenUse.FEED).person
    filters = read_filters(reading(), person, request.args)
    lookback = require_lookback()
    hidden = find_hidden_ids(reading(), person)
    if filters.place and filters.place.id in hidden:
        raise NotFound("feed about place", filters.place.id)
    found = lookback.knowledge.list_acts(filters.wanted, limit=FEED_LENGTH)
    acts = list(hide_in_acts(found, hidden))
    body = write_feed(describe_feed(filters, lookback), acts, partial(link_act, person))
    response = Response(body, content_type=f"{MIMETYPE}; charset=utf-8")
    if acts:
        response.last_modified = acts[0].recorded_at
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag(weak=True)
    return response.make_conditional(request)


def require_lookback() -> Lookback:
    """What the address looks back to; before there is an operation, nothing is found."""
    if current_operation() is None:
        raise NotFound("operation", "yet")
    return current_lookback()


def link_page(filters: Filters, **more: Any) -> str:
    """The address of the page with the same filters."""
    query: dict[str, Any] = {**filters.query, **more}
    return url_for("corrections.show_corrections", **query)


def read_before() -> int | None:
    """The act before which the page begins; None for the newest."""
    return read_number(request.args.get("before", ""), LARGEST_REPORT_ID)


def read_all(wanted: Wanted, known_at: datetime | None) -> Iterator[ToldAct]:
    """All acts, batch by batch from one snapshot, so that memory does not grow with the file."""
    with current_database().reader() as session:
        knowledge = Knowledge(session, known_at)
        before: int | None = None
        while acts := knowledge.list_acts(wanted, limit=BATCH, before=before):
            yield from acts
            before = acts[-1].act_id


def describe_feed(filters: Filters, lookback: Lookback) -> Feed:
    """What the feed says of itself."""
    operation = lookback.operation
    query = filters.query | lookback.address
    return Feed(
        title=f"Corrections of published totals: {filters.place_name}, {operation.name}",
        author=operation.name,
        own_url=request.url,
        page_url=link_page(filters, _external=True),
        host=request.host.partition(":")[0],
        began=operation.clock.start,
        filters=urlencode(sorted(query.items())),
        empty_since=operation.clock.deadline_of(operation.clock.start),
    )


def find_page(person: Person, act: ToldAct, **values: Any) -> str | None:
    """The address of the page of what an act is about, where there is one that they may open."""
    if act.report_id is not None:
        return url_for("entry.history", report_id=act.report_id, **values)
    if act.import_id is not None and admits("imports.show_import", person):
        return url_for("imports.show_import", import_id=act.import_id, **values)
    return None


def link_act(person: Person, act: ToldAct) -> str:
    """The absolute address of the page that tells an act, else of the list from there on."""
    own = find_page(person, act, _external=True)
    below = act.act_id + 1
    return own or url_for("corrections.show_corrections", before=below, _external=True)
