"""Benchmarks: everything is a ratio, and both sides of it are taken in one run."""
