"""Compliance packets: everything about one engagement on one day, in one sealed PDF."""
