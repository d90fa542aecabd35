"""The map of an engagement: who answers for each criterion, by vendor service."""
