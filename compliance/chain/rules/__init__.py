"""The rules of the chain of BAAs: who may hold PHI for whom, and under which paper."""

from compliance.chain.rules.drawing import draw_chain
from compliance.chain.rules.terms import UNKNOWN_ROLE, Chain, ChainVerdict, Link, LinkState, Node

__all__ = ["UNKNOWN_ROLE", "Chain", "ChainVerdict", "Link", "LinkState", "Node", "draw_chain"]
