"""What the world sees: catalogue, formats, releases, site. Knows neither Dagster nor Great Expectations."""
