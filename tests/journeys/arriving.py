"""How people come in: the operator founds a partner, people invite one another."""

from portal.stack import Stack
from tests.journeys.browsing import Person, Site


def found_northgate(stack: Stack, site: Site) -> Person:
    """The operator founds the partner; its owner takes up the mailed invitation."""
    stack.manage(
        *("found_partner", "Northgate", "--legal-name", "Northgate AI, LLC"),
        *("--slug", "northgate", "--time-zone", "America/New_York"),
        *("--owner-name", "Nadia Novak", "--owner-email", "nadia@northgate.test"),
    )
    nadia = come_in(site, "Nadia Novak", "nadia@northgate.test")
    nadia.sees("No engagement yet")
    nadia.look("book-empty")
    return nadia


def bring_in_colleague(owner: Person, name: str, role: str) -> Person:
    """The partner's owner invites a colleague."""
    owner.open("/o/northgate/people/")
    owner.look("staff")
    owner.click("Invite somebody")
    owner.look("staff-invite")
    email = f"{name.split()[0].lower()}@northgate.test"
    invite(owner, name, email, role)
    return come_in(owner.site, name, email)


def bring_in_client(inviter: Person, engagement: str, name: str, role: str) -> Person:
    """Somebody invites a person of the client on the People page of its engagement."""
    inviter.open(f"{engagement}people/")
    inviter.look("people")
    inviter.click("Invite somebody")
    inviter.look("people-invite")
    email = f"{name.split()[0].lower()}@hillandvale.test"
    invite(inviter, name, email, role)
    inviter.look("people-invited")
    return come_in(inviter.site, name, email)


def invite(inviter: Person, name: str, email: str, role: str) -> None:
    """Fill the invitation in; its link can be copied, should the mail not arrive."""
    inviter.fill("Full name", name)
    inviter.fill("E-mail address", email)
    inviter.mark(role)
    inviter.click("Send the invitation")
    inviter.sees(f"{name} is invited")
    copied = inviter.labelled(f"Link for {name}").input_value()
    assert copied.startswith(f"{inviter.site.url}/invitations/")


def come_in(site: Site, name: str, email: str) -> Person:
    """A person whose invitation waits in the outbox takes it up."""
    person = Person(site, name, email)
    person.take_up_invitation()
    return person
