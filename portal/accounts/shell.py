"""What stands around every page of an organisation: its name, its colour, the ways on."""

from django.http import HttpRequest

from portal.accounts.places import Place
from portal.accounts.roles import Right
from portal.ui.context import address, person_links
from portal.ui.parts import Link, Shell

# Label, URL name, icon, and the right that opens the page.
PARTNER_NAV = (
    ("Book", "org-home", "book-open", Right.SEE_BOOK),
    ("Calls", "engagements:calls", "phone", Right.MANAGE_BOOKINGS),
    ("Vendors", "compliance:vendors", "building-2", Right.REVIEW_EVIDENCE),
    ("Templates", "compliance:templates", "file-pen-line", Right.SEND_AGREEMENT),
    ("People", "engagements:staff", "users", Right.MANAGE_PARTNER_PEOPLE),
)


def shell_of(request: HttpRequest, place: Place) -> Shell:
    """The shell of a page in a place; public pages get the partner's name and colour only."""
    org = place.org
    home = address("home") if place.role else f"/p/{org.slug}/"
    return Shell(
        brand=org.name if org.is_partner else "Countersign",
        brand_url=home,
        accent=org.accent,
        organisation=org.name,
        organisations=_organisations(request, place),
        nav=_nav(request, place),
        person_links=person_links(request.path) if place.role else (),
        verify_url=address("verify"),
    )


def _organisations(request: HttpRequest, place: Place) -> tuple[Link, ...]:
    return tuple(
        Link(door.name, door.path, current=request.path.startswith(door.path))
        for door in place.doors
    )


def _nav(request: HttpRequest, place: Place) -> tuple[Link, ...]:
    if not place.is_partner_staff:
        return ()
    partner = place.org if place.org.is_partner else place.org.partner
    links = []
    for label, name, icon, right in PARTNER_NAV:
        url = address(name, partner.slug)
        if url and place.may(right):
            links.append(Link(label, url, url == request.path, icon))
    return tuple(links)
