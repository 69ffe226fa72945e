"""When things run, and how bytes get in: the only code that knows Dagster."""
