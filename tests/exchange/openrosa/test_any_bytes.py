"""Whatever is sent as a form is read or refused with a sentence, and fails in no other way."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exchange.openrosa import UnreadableForm, read_submission
from tracker.exchange.openrosa.questions import QUESTIONS

WHOLE = (
    b'<data id="daily-report"><about><day>2024-08-08</day><unit>3</unit></about>'
    b"<displaced><present_count><present>5</present></present_count></displaced>"
    b"<meta><instanceID>uuid:6f1ba5ab-7c1c-4c50-a28d-2f3f4f7a5a10</instanceID></meta></data>"
)
ENCODINGS = ("utf-8", "utf-16", "utf-32", "iso-8859-5", "koi8-r", "utf-7", "idna", "rot13", "hex")


def read_or_refuse(xml: bytes) -> None:
    with suppress(UnreadableForm):
        form = read_submission(xml)
        assert set(form.answers) <= set(QUESTIONS.values())


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes(xml: bytes) -> None:
    read_or_refuse(xml)


@given(st.integers(0, len(WHOLE)), st.integers(0, 12), st.binary(max_size=12))
@settings(max_examples=200, deadline=None)
def test_a_form_with_some_bytes_exchanged(start: int, length: int, put: bytes) -> None:
    read_or_refuse(WHOLE[:start] + put + WHOLE[start + length :])


@given(st.sampled_from(ENCODINGS), st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_a_form_that_says_any_encoding(encoding: str, said: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    read_or_refuse(head + WHOLE)
    read_or_refuse(WHOLE.replace(b">5<", b">" + said.encode(errors="replace") + b"<"))
