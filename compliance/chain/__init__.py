"""The chain of BAAs: who may hold PHI for whom, and under which paper."""
