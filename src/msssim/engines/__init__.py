"""Who carries it out: the batch engine (every run at once) and the agents (one world to watch)."""
