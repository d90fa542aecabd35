"""Vendor services, what their reports cover, and what stays with the user."""
