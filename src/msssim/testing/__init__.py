"""Kit for the users' own tests: Hypothesis strategies of valid scenarios."""
