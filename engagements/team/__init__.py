"""Who may be invited to an organisation or let into an engagement."""
