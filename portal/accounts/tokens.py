"""Links that let somebody in: random words, of which only the SHA-256 is stored."""

import secrets
from hashlib import sha256


def fresh_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token, and what it is found by: its SHA-256 in hex."""
    return sha256(token.encode()).hexdigest()
