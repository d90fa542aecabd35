"""The cases of the benchmark: each is run in a process of its own and prints what it took."""
