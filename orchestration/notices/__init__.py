"""Telling others: receivers of notices, owners of late feeds."""
