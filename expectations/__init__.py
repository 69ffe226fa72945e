"""May it go out? The gate between a candidate and its release."""
