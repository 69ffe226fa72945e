"""The public site: one ASGI shell before a read-only Datasette over the edition that is current."""
