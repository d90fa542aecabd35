"""User entity controls of the reports relied on, as duties of an engagement."""
