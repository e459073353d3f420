"""The API's own description: whole, true, and held to by whatever a generator thinks of."""

import json
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as suppose
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

from tests.web.api.conftest import Caller, CallerMaker, Register, Reporter, day
from tests.web.strict_client import StrictClient
from tracker.config import CALLS_KEY
from tracker.extensions import limiter
from tracker.registry.people import Role
from tracker.web.api.blueprint import PREFIX
from tracker.web.api.calls import CALLS
from tracker.web.api.openapi import STATUS_WORDS, TAGS, describe_api, write_path
from tracker.web.api.reference import PROBLEM_WORDS
from tracker.web.shared.problems import TITLES

EXAMPLES = 12
"""Of each call and kind of data: enough to meet every rule of the schemas within half a minute."""

LIMITED: Any = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

TAKES_NOTHING = {"/health", "/token"}
"""Calls at which nothing wrong can be sent."""

HELD_TO = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.unsupported_method,
    checks.allow_header_conformance,
    checks.ignored_auth,
]


@pytest.fixture
def everybody(
    caller_of: CallerMaker, register: Register, report: Reporter, sources: dict[str, int]
) -> Caller:
    """A program of somebody who may do everything, in an operation with a report."""
    report(register.whole, day(18), present=100)
    assigned = (register.country,)
    return caller_of(*Role, name="All", assigned=assigned, source_id=sources["Office"])


def test_the_description_is_valid_and_says_where_it_is_served(app: Flask) -> None:
    response = app.test_client().get(f"{PREFIX}/openapi.json")
    described = response.get_json()
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": PREFIX}]
    assert json.loads(json.dumps(describe_api(CALLS))) == described
    for schema in described["components"]["schemas"].values():
        jsonschema_rs.validator_for({**schema, "components": described["components"]})


def test_every_address_is_described_and_none_else(app: Flask) -> None:
    served = {
        (method.lower(), rule.endpoint.partition(".")[2])
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.show_openapi"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    paths = describe_api(CALLS)["paths"]
    described = {
        (method, operation["operationId"])
        for operations in paths.values()
        for method, operation in operations.items()
    }
    assert described == served


def test_everything_says_what_it_is() -> None:
    assert {one.tag for one in CALLS} == TAGS.keys()
    for one in CALLS:
        assert one.summary, one.name
        assert one.answers.keys() | set(one.problems) <= STATUS_WORDS.keys(), one.name
    assert PROBLEM_WORDS.keys() == TITLES.keys()


def test_the_readable_page_tells_every_call_shape_and_problem(
    client: StrictClient, operation: None
) -> None:
    page = client.see("api_pages.show_reference")
    for one in CALLS:
        assert f"{one.method} {write_path(one)}" in page.text
        assert f"{one.summary}." in page.text
    for name in describe_api(CALLS)["components"]["schemas"]:
        page.find(f"div[@id='{name}']")
    for kind in TITLES:
        page.find(f"h3[@id='{kind}']")
    ids = {element.get("id") for element in page.document.iter()}
    leading = {link.get("href", "") for link in page.find("main").iter("a")}
    assert {link[1:] for link in leading if link.startswith("#")} <= ids


@pytest.mark.unwatched
@pytest.mark.parametrize("mode", GenerationMode)
def test_whatever_is_sent_the_api_does_what_it_says(
    app: Flask, everybody: Caller, mode: GenerationMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, CALLS_KEY, 1_000_000)
    schema = schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", app)
    # Schemathesis reads what the application says, and unpacks nothing.
    headers = {"Authorization": f"Bearer {everybody.token}", "Accept-Encoding": "identity"}

    def try_out(case: Case) -> None:
        # Each case is sent with a wrong token as well, and a minute has room for 60 of these.
        limiter.reset()
        case.call_and_validate(headers=headers, checks=HELD_TO)

    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and operation.path in TAKES_NOTHING:
            continue
        check: Any = suppose(operation.as_strategy(generation_mode=mode))(try_out)
        LIMITED(check)()
