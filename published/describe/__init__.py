"""Descriptions of a dataset for people and machines: pure functions, one module per form."""
