"""Step 4: the BAA, from the template to the sealed file that both get."""

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.browsing import Person

SOON = 120_000  # milliseconds a worker may take
ADDRESS = "1 Elm Street, Springfield, Illinois 62701"


def enter_templates(consultant: Person) -> None:
    consultant.open("/o/northgate/templates/")
    consultant.look("templates-empty")
    consultant.click("Enter the portal's templates")
    consultant.sees("Every required element is there.")
    consultant.look("templates")
    consultant.click("Business Associate Agreement")
    consultant.look("template")


def send_baa(consultant: Person, engagement: str, *, client: str, partner: str) -> str:
    """Fill the template's gaps and send it: the address of the agreement."""
    consultant.open(f"{engagement}agreements/")
    consultant.look("agreements-empty")
    consultant.click("Prepare: Business Associate Agreement")
    consultant.look("agreement-prepare")
    consultant.fill("Client: address", ADDRESS)
    consultant.fill("Partner: address", "200 North Pier, Boston, Massachusetts 02110")
    consultant.fill("The agreement under which", "Services Agreement of 2 November 2026")
    consultant.fill("State whose law governs", "Illinois")
    consultant.choose("Signs for the client", client)
    consultant.choose("Countersigns for the partner", partner)
    consultant.click("Look at the text first")
    consultant.sees("Read the text below", ADDRESS)
    consultant.look("agreement-preview")
    consultant.click("Send for signature")
    settled(consultant, "sent")
    consultant.look("agreement-sent")
    return consultant.page.url


def sign(signatory: Person, title: str, name: str) -> None:
    """Read it from the mailed link, give a fresh second factor, consent and sign."""
    signatory.look(f"agreement-to-{name}")
    signatory.click("Go on to sign")
    signatory.confirm_it_is_them()
    signatory.look(f"agreement-{name}")
    signatory.mark("I agree to electronic records")
    signatory.fill("Your full name", signatory.name)
    signatory.fill("Your title", title)
    signatory.labelled("I am authorised").check()
    signatory.page.locator("button[name=pressed]").click()


def sign_baa(client: Person, partner: Person) -> None:
    """Both follow the link they were mailed; the client signs first."""
    client.open(client.site.link_to(client.email, "asks you to sign"))
    sign(client, "Medical director", "sign")
    client.sees("signed by the client and waiting for the partner")
    client.look("agreement-signed")
    partner.open(partner.site.link_to(partner.email, "please countersign"))
    sign(partner, "Managing partner", "countersign")
    settled(partner, "executed")


def settled(person: Person, state: str) -> None:
    """The page follows by itself what the worker does."""
    words = person.page.get_by_text(f"This agreement is {state}")
    expect(words.first).to_be_visible(timeout=SOON)


def both_get_the_file(client: Person, partner: Person, folder: Path) -> Path:
    """The executed copy, from the link that both were mailed: one and the same file."""
    copies = []
    for person in (client, partner):
        person.open(person.site.link_to(person.email, "Executed"))
        person.look("agreement-executed")
        copies.append(person.download("Download Executed copy", folder / f"{person.email}.pdf"))
    assert copies[0].read_bytes() == copies[1].read_bytes()
    return copies[0]
