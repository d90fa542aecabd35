"""The controls that the host's report leaves to its users: given, shown, accepted."""

from playwright.sync_api import expect

from tests.journeys.browsing import Person

TRIES = 40
STATEMENT = "It is done by the office manager, who signs a list each month."


def settle_controls(consultant: Person, owner: Person, second: Person, engagement: str) -> None:
    """The consultant gives every duty to the owner, who shows it; a second person accepts it."""
    _until_taken_over(consultant, f"{engagement}duties/")
    consultant.look("duties-of-nobody")
    consultant.choose("Whose duty", owner.name)
    consultant.click("Assign")
    consultant.sees(owner.name)
    consultant.look("duties-given")
    for address in duties(consultant):
        show(owner, address)
        accept(second, address)
    consultant.open(f"{engagement}duties/")
    expect(consultant.page.get_by_text("Accepted", exact=True)).to_have_count(
        len(duties(consultant))
    )
    consultant.look("duties-accepted")


def duties(person: Person) -> list[str]:
    """The addresses of the duties on the page."""
    links = person.page.locator("table th[scope=row] a").all()
    return [link.get_attribute("href") or "" for link in links]


def show(owner: Person, address: str) -> None:
    """The owner states how it is carried out."""
    owner.open(address)
    owner.look("duty-to-show")
    owner.mark("A statement")
    owner.fill("In your words", STATEMENT)
    owner.click("Hand it in")
    owner.sees("To be accepted")
    owner.look("duty-shown")


def accept(second: Person, address: str) -> None:
    second.open(address)
    second.look("duty-to-accept")
    second.click("Accept the answer")
    second.sees("Accepted by")
    second.look("duty-accepted")


def _until_taken_over(person: Person, address: str) -> None:
    """The worker makes duties of the report's controls soon after it was accepted."""
    for _ in range(TRIES):
        person.open(address)
        if duties(person):
            return
        person.page.wait_for_timeout(500)
    raise AssertionError("no duty came of the report")
