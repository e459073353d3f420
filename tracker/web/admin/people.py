"""Pages of the register of people."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.audit import Act
from tracker.registry import new_passwords
from tracker.registry import people as register
from tracker.registry.keeping import keep_act, keep_change
from tracker.registry.people import Person, Role
from tracker.registry.places import load_places
from tracker.registry.review_scope import list_reviewed_areas, set_reviewed_areas
from tracker.registry.sources import list_sources
from tracker.web.admin.answers import go_to, refusals_shown, show_form
from tracker.web.admin.assignments import list_assignable
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.one_time_passwords import make_password
from tracker.web.admin.people_forms import ChangePersonForm, PersonForm, fill_in
from tracker.web.admin.signing import sign_now
from tracker.web.shared import access
from tracker.web.shared.identity import current_person
from tracker.web.shared.unit_of_work import reading, writing


@blueprint.get("/people")
@access.roles(Role.ADMINISTRATOR)
def list_people() -> ResponseReturnValue:
    """Everybody with their roles and places."""
    people = register.list_people(reading())
    assigned = {place_id for person in people for place_id in person.assigned}
    return render_template(
        "admin/people/list.html",
        people=people,
        places={place.id: place for place in load_places(reading(), assigned)},
        sources={source.id: source for source in list_sources(reading(), include_retired=True)},
    )


@blueprint.route("/people/new", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def add_person() -> ResponseReturnValue:
    """Make an account; its first password is shown once."""
    groups = list_assignable(reading())
    form = PersonForm(list_sources(reading()), groups)
    if form.validate_on_submit():
        with refusals_shown(form):
            password = make_password()
            with keep_change(writing(), Act.PERSON_ADDED, by := sign_now()) as added:
                person = register.add_person(
                    writing(),
                    **form.account,
                    roles=form.roles.data or (),
                    assigned=form.assigned.data or (),
                    password=password,
                    now=by.at,
                )
                set_reviewed_areas(writing(), person.id, form.reviewed.data or ())
                added.id = person.id
            return show_password(person, password)
    return show_form("admin/people/add.html", form, groups=groups)


@blueprint.route("/people/<id:person_id>/edit", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def change_person(person_id: int) -> ResponseReturnValue:
    """Change a person's account, roles and places."""
    person = register.load_person(reading(), person_id)
    reviewed = list_reviewed_areas(reading(), person_id)
    groups = list_assignable(reading(), kept=(*person.assigned, *reviewed))
    sources = list_sources(reading(), include_retired=True)
    own = [s for s in sources if not s.retired or s.id == person.source_id]
    form = ChangePersonForm(own, groups, data=fill_in(person, reviewed))
    if form.validate_on_submit():
        with refusals_shown(form):
            write_changes(person_id, form)
            return go_to("admin.list_people", f"{form.display_name.data} is changed.")
    return show_form("admin/people/change.html", form, changed=person, groups=groups)


@blueprint.post("/people/<id:person_id>/password")
@access.roles(Role.ADMINISTRATOR)
def set_password(person_id: int) -> ResponseReturnValue:
    """Give a person a new password, shown once; devices and feed addresses end with the old one."""
    if person_id == current_person().id:
        flash("Change your own password here: you know the current one.", "message")
        return redirect(url_for("accounts.change_password"), code=303)
    person = register.load_person(reading(), person_id)
    password, by = make_password(), sign_now()
    new_passwords.set_password(writing(), person_id, password, now=by.at)
    keep_act(writing(), Act.PASSWORD_SET, by, person_id, name=person.display_name)
    return show_password(person, password)


def write_changes(person_id: int, form: ChangePersonForm) -> None:
    """Write all that the form says of a person."""
    session, by = writing(), sign_now()
    with keep_change(session, Act.PERSON_CHANGED, by, person_id):
        register.change_person(session, person_id, **form.account, active=form.active.data)
        register.set_roles(session, person_id, form.roles.data or ())
        register.set_assignments(session, person_id, form.assigned.data or (), now=by.at)
        set_reviewed_areas(session, person_id, form.reviewed.data or ())


def show_password(person: Person, password: str) -> ResponseReturnValue:
    """The only page that shows a password.

    It answers the form itself instead of leading to another page, so that the password is written
    nowhere: not even in the session cookie, which the browser keeps on its disk.
    """
    return render_template("admin/people/password.html", shown=person, password=password)
