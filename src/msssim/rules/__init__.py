"""What happens: one file a process, pure functions, no state and no random numbers of their own."""
