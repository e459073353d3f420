"""The QR code that sets an app up, packed as ODK Collect and KoboCollect read it."""

from __future__ import annotations

import base64
import json
import zlib


def write_settings(*, server_url: str, project: str) -> str:
    """The settings of an app as text: JSON, compressed by zlib, in base64.

    The app then keeps to the forms of the server, and sends by any network what is finished.
    """
    settings = {
        "general": {
            "protocol": "odk_default",
            "server_url": server_url,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
        },
        "admin": {},
        "project": {"name": project},
    }
    packed = zlib.compress(json.dumps(settings, separators=(",", ":")).encode(), 9)
    return base64.b64encode(packed).decode("ascii")


def draw_code(text: str) -> str:
    """The text as a QR code: an SVG element to stand in a page, dark on light in any scheme."""
    import segno  # noqa: PLC0415 -- brings all of XML writing along, and one page draws codes

    code = segno.make_qr(text, error="m", boost_error=False)
    drawn: str = code.svg_inline(
        scale=4, border=4, dark="#000", light="#fff", svgclass="code", omitsize=True
    )
    return drawn
