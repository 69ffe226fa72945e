"""From a published cell back to everything that it was made from: for statisticians, secret rows among it."""
