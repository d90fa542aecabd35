"""Readers of each kind of file. They see foreign bytes, so they run in a child with limits only."""
