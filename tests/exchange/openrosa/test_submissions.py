"""What phones send is read strictly: it may come from anybody, made by anything."""

import re
from uuid import UUID, uuid4

import pytest

from tracker.exchange.openrosa import LARGEST_XML, UnreadableForm, read_submission

INSTANCE = UUID("6f1ba5ab-7c1c-4c50-a28d-2f3f4f7a5a10")


def write(inside: str = "", *, meta: str | None = None, attributes: str = "") -> bytes:
    told = meta if meta is not None else f"<meta><instanceID>uuid:{INSTANCE}</instanceID></meta>"
    return f'<data id="daily-report" {attributes}>{inside}{told}</data>'.encode()


def test_answers_are_read_by_question_without_those_left_blank() -> None:
    form = read_submission(
        write(
            "<about><day>2024-08-08</day><unit> 3 </unit><source/></about>"
            "<displaced><present_count><present>0</present><present_low/></present_count>"
            "</displaced><shelter/>"
        )
    )
    assert form.answers == {"day": "2024-08-08", "unit": "3", "present": "0"}
    assert (form.instance_id, form.deprecated_id) == (INSTANCE, None)


def test_apps_may_tell_of_themselves_in_the_names_of_the_protocol() -> None:
    earlier = uuid4()
    meta = (
        '<orx:meta xmlns:orx="http://openrosa.org/xforms">'
        f"<orx:instanceID>uuid:{INSTANCE}</orx:instanceID>"
        f"<orx:deprecatedID>uuid:{earlier}</orx:deprecatedID>"
        "<orx:instanceName>8 August</orx:instanceName><orx:deviceID>x</orx:deviceID></orx:meta>"
    )
    form = read_submission(write(meta=meta))
    assert (form.instance_id, form.deprecated_id) == (INSTANCE, earlier)
    assert form.answers == {}


def test_old_apps_write_the_id_at_the_root() -> None:
    form = read_submission(write(meta="", attributes=f'instanceID="uuid:{INSTANCE}"'))
    assert form.instance_id == INSTANCE


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE data [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE data [<!ENTITY % x SYSTEM "http://192.0.2.1/x.dtd"> %x;]>'


@pytest.mark.parametrize("before", [LAUGHS, OUTSIDE, PARAMETER, "<!DOCTYPE data>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused(before: str, encoding: str) -> None:
    xml = before + write("<closing><note>&x;&j;</note></closing>").decode()
    with pytest.raises(UnreadableForm, match="document type or entities"):
        read_submission(xml.encode(encoding))


def test_what_is_nested_too_deep_is_refused_before_it_is_built() -> None:
    depth = 10_000
    with pytest.raises(UnreadableForm, match="more parts"):
        read_submission(write("<about>" * depth + "</about>" * depth))


def test_what_has_too_many_parts_is_refused() -> None:
    with pytest.raises(UnreadableForm, match="more parts"):
        read_submission(write("<about/>" * 1001))


def test_what_is_too_large_is_not_looked_at() -> None:
    with pytest.raises(UnreadableForm, match="larger than 256 kB"):
        read_submission(write(f"<note>{'a' * LARGEST_XML}</note>"))


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (b"", "damaged"),
        (b"no xml", "damaged"),
        (write()[:-3], "damaged"),
        (b'<?xml version="1.0" encoding="nonsense"?><data/>', "damaged"),
        (b"\xff\xfe\x00", "damaged"),
        (b'<data id="another"/>', "no such form"),
        (b'<other id="daily-report"/>', "no such form"),
        (write(meta=""), "lost its instanceID"),
        (write(meta="<meta><instanceID>uuid:1</instanceID></meta>"), "instanceID is none"),
        (
            write(
                meta=f"<meta><instanceID>{INSTANCE}</instanceID><deprecatedID>x</deprecatedID>"
                "</meta>"
            ),
            "deprecatedID is none",
        ),
        (write("<surprise>5</surprise>"), "does not have “surprise”"),
        (write(f"<{'long' * 30}/>"), "longlong…”"),
        (write("<about><present>5</present></about>"), "does not have “present”"),
        (write("<about><day><year>2024</year></day></about>"), "does not have “day”"),
        (write("<displaced>5</displaced>"), "answers “displaced”, which is no question"),
        (write("<about><day>2024-08-08</day><day/></about>"), "“day” twice"),
        (write('<x:about xmlns:x="http://example.org/x"/>'), "does not have"),
        (write(meta="<meta><instanceID/><secret/></meta>"), "does not have “secret”"),
        (write(meta="<meta><instanceID><userID/></instanceID></meta>"), "does not have “userID”"),
    ],
)
def test_what_the_form_cannot_have_made_is_refused_with_a_sentence(
    xml: bytes, message: str
) -> None:
    with pytest.raises(UnreadableForm, match=re.escape(message)) as refused:
        read_submission(xml)
    assert len(refused.value.message) < 200
