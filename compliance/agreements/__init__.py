"""Agreements between the client and the partner: templates, signing, life after signing."""
