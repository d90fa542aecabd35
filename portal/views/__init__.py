"""Pages that look at both apps: homes, audit, health, verify, errors."""
