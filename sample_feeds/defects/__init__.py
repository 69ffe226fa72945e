"""The faults of real deliveries, put into clean ones on purpose and recorded."""
