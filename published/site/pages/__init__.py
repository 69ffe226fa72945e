"""What each page shows: queries and facts in, plain view models out; no HTML here."""
