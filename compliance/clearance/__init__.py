"""Whether an engagement may carry its data today, why, and what is still missing."""
