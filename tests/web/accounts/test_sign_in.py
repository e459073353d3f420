"""Signing in and out, and changing one's password."""

import pytest

from tests.web.fixtures import PASSWORD, PersonMaker
from tests.web.strict_client import StrictClient
from tracker.registry.people import Role

pytestmark = pytest.mark.usefixtures("operation")


def test_a_person_signs_in_and_is_led_to_the_start_page_of_the_role(
    client: StrictClient, make_person: PersonMaker
) -> None:
    person = make_person(Role.OFFICIAL, name="Olga")
    page = client.fill_in(
        "accounts.sign_in", {"email": f" {person.email.upper()} ", "password": PASSWORD}
    )
    assert page.response.request.path != "/sign-in"
