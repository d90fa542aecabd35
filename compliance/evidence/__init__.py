"""Evidence that was made elsewhere and is recorded here."""
