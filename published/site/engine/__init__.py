"""Datasette as a part, under our bounds, templates and refusals: the only package that imports Datasette."""
