"""Gives every template the shell of the page."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from portal.ui.parts import Link, Shell

PERSON_LINKS = (
    ("Your account", "account_email", "circle-user"),
    ("Password", "account_change_password", "lock-keyhole"),
    ("Two-factor sign-in", "mfa_index", "shield-check"),
    ("Where you are signed in", "usersessions_list", "monitor-smartphone"),
    ("What happened", "accounts:events", "history"),
)


def address(name: str, *args: object) -> str:
    """The address of a URL name, or an empty string where this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def person_links(path: str) -> tuple[Link, ...]:
    """The pages about one's own account which this installation has."""
    found = ((label, address(name), icon) for label, name, icon in PERSON_LINKS)
    return tuple(Link(label, url, url == path, icon) for label, url, icon in found if url)


def default_shell(path: str = "") -> Shell:
    """The shell of a page that belongs to no partner: the portal's own name and colour."""
    return Shell(person_links=person_links(path), verify_url=address("verify"))


def shell(request: HttpRequest) -> dict[str, Any]:
    """`shell`: what middleware left on `request.shell`, else the portal's own."""
    return {"shell": getattr(request, "shell", None) or default_shell(request.path)}
