"""What we do for a client, and when: booking, scope, milestones, and the people on it."""
