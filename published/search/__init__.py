"""Search over what an edition publishes: an index of its own beside the edition's database, made when that is made."""
