"""Drawings made on the server: values in, one safe SVG string out."""
