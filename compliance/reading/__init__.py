"""Reads documents that others wrote: text with its places, clauses, and how well that is done."""
