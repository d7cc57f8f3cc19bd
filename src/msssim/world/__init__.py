"""What exists: the calendar, the named random streams, the axes, and the reported quantities."""
