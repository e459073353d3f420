"""The application for any WSGI server, and for `flask --app wsgi`."""

from tracker.app import create_app

app = create_app()
