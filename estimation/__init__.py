"""The numerical methods that SQL cannot say plainly: pure functions on arrays, one thread, in a fixed order."""
