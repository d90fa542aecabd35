"""Shape of what visitors say, and of what hosts and the partner enter."""
