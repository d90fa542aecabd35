"""Every table of the app, for Django to find; each feature defines its own."""
