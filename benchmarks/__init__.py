"""What is measured, each against a peer in the same run; timings are never asserted in tests."""
