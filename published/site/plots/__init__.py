"""Plots of published statistics: Vega-Lite specifications made from rows, drawn as SVG and PNG on the server."""
