"""Wrong tokens are counted, and too many from one address are turned away; right ones are not."""

import pytest
from flask import Flask

from tests.web.fixtures import NOW, PersonMaker, Writer
from tracker.domain.errors import NotFound
from tracker.registry.people import Role
from tracker.registry.tokens import TokenDraft, TokenUse, add_token
from tracker.web.shared.bearers import require_bearer
from tracker.web.shared.errors import TooManyTries


def test_too_many_wrong_tokens_from_one_address_are_turned_away(
    app: Flask, writer: Writer, make_person: PersonMaker
) -> None:
    person = make_person(Role.OFFICIAL)
    with writer() as session:
        draft = TokenDraft(use=TokenUse.API, name="Reader")
        token = add_token(session, person.id, draft, now=NOW)
    with app.test_request_context(environ_base={"REMOTE_ADDR": "10.0.0.1"}):
        for _ in range(60):
            assert require_bearer(token, TokenUse.API).person == person
            with pytest.raises(NotFound):
                require_bearer("guessed", TokenUse.API)
        for wrong, use in (("guessed", TokenUse.API), (token, TokenUse.FEED)):
            with pytest.raises(TooManyTries):
                require_bearer(wrong, use)
        assert require_bearer(token, TokenUse.API).person == person
    with (
        app.test_request_context(environ_base={"REMOTE_ADDR": "10.0.0.2"}),
        pytest.raises(NotFound),
    ):
        require_bearer("guessed", TokenUse.API)
