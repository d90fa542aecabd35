"""The plan of an engagement, and the evidence that each of its milestones was reached."""
