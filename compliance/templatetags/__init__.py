"""Tags that show facts of compliance on pages of any app."""
