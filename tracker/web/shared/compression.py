"""Compression of pages on their way out; assets are compressed beforehand."""

from __future__ import annotations

import gzip
import io
import secrets

from flask import Flask, Response, request

SMALLEST = 1_000
"""Bytes below which compressing gains nothing."""

LEVEL = 5
"""Half a millisecond for a page; higher levels take much longer and gain a few per cent."""

LONGEST_PADDING = 64

COMPRESSED_TYPES = frozenset(
    {
        "application/atom+xml",
        "application/json",
        "application/problem+json",
        "image/svg+xml",
        "text/csv",
        "text/html",
        "text/plain",
        "text/xml",
    }
)


def init_app(app: Flask) -> None:
    """Compress what gains from it."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype not in COMPRESSED_TYPES or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    if (
        response.is_streamed
        or "Content-Encoding" in response.headers
        or not request.accept_encodings["gzip"]
    ):
        return response
    body = response.get_data()
    if len(body) >= SMALLEST:
        response.set_data(_gzip(body))
        response.headers["Content-Encoding"] = "gzip"
        tag, _ = response.get_etag()
        if tag is not None:
            # The tag stands for what was packed, not for the bytes that are sent.
            response.set_etag(tag, weak=True)
    return response


def _gzip(body: bytes) -> bytes:
    packed = io.BytesIO()
    # A name of random length in the header, so that the size of a page tells nobody whether a
    # guess was part of it (the BREACH attack); browsers ignore the name.
    padding = "-" * secrets.randbelow(LONGEST_PADDING)
    with gzip.GzipFile(padding, "wb", LEVEL, packed, mtime=0) as file:
        file.write(body)
    return packed.getvalue()
