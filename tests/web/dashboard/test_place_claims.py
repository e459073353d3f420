"""Claims on the page of a place: beside the sum, and where there is no sum."""

import json
from uuid import uuid4

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.dashboard.reading import rows, tiles
from tests.web.fixtures import NOW, Writer
from tests.web.strict_client import StrictClient, read
from tracker.domain.counts import Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import WithdrawalDraft
from tracker.domain.windows import ReportingMode
from tracker.recording.corrections import withdraw_report
from tracker.registry.reporting_modes import set_reporting_mode


def test_claims_are_shown_with_source_and_words_beside_the_sum(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    children = Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=121)
    moved = count(
        Indicator.EVACUATED, 300, Form.TOTAL, qualifier=Qualifier.MORE_THAN, parts=(children,)
    )
    report(register.region, day(7), moved, source="Governor")
    withdrawn = report(register.region, day(8), evacuated=9999, source="Governor")
    withdraw(writer, withdrawn.report_id)
    page = official.see("dashboard.show_place", place_id=register.region)
    lines = rows(page, "aria-labelledby='claims'")
    assert lines["7 Aug 2024"][0] == "Governor (grade C)"
    assert lines["7 Aug 2024"][1] == "Evacuated: more than 300 so far, 121 of them children"
    assert "withdrawn" in lines["8 Aug 2024"][2]
    assert "No unit has reported yet" in page.text
    for place_id in (register.whole, register.country):
        elsewhere = official.see("dashboard.show_place", place_id=place_id)
        assert "more than 300" not in elsewhere.text


def test_a_place_with_claims_only_draws_them_and_says_that_no_unit_reported(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.by_shelter, day(12), capacity=2500, source="Governor")  # it reports by shelter
    page = official.see("dashboard.show_place", place_id=register.by_shelter)
    assert "No unit reported anything from 6 August to 20 August 2024." in page.text
    assert "The chart shows one claim about the area as a whole" in page.text
    figure = json.loads(read(page.find("script[@data-chart='capacity']")))
    (claims,) = [trace for trace in figure["data"] if trace["name"] == "Claim"]
    assert (claims["x"], claims["y"]) == (["2024-08-12"], [2500])
    assert page.links()["The same numbers as a table"] == "#claims"
    later = official.see(f"/places/{register.by_shelter}?from=2024-08-15&to=2024-08-18")
    assert "No people, arrivals or places reported in these days" in later.text
    assert later.links()["Up to the last report"].endswith("to=2024-08-12")


def test_a_claim_of_a_district_ends_where_it_becomes_a_unit(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    report(register.by_shelter, day(12), capacity=2500)
    with writer() as session:
        whole = ReportingMode.WHOLE
        set_reporting_mode(session, register.by_shelter, since=day(15), mode=whole)
    report(register.by_shelter, day(16), capacity=300)
    page = official.see("dashboard.show_place", place_id=register.by_shelter)
    assert list(rows(page, "aria-labelledby='claims'")) == ["12 Aug 2024"]
    assert tiles(page)["Usable capacity"].startswith("300")


def withdraw(writer: Writer, report_id: int) -> None:
    with writer() as session:
        draft = WithdrawalDraft(
            submission_id=uuid4(), report_id=report_id, based_on=1, person_id=1, reason="Mistaken"
        )
        withdraw_report(session, draft, now=NOW)
