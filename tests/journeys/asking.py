"""A vendor is asked for its report, by mail, and what comes in is tied to the request."""

from tests.journeys.browsing import Person

VENDOR = "trust@hartfield.test"


def ask_for_report(consultant: Person, service: str) -> str:
    """Write the request down, send the letter as drafted: the address of the request."""
    consultant.open(service)
    consultant.click("Ask for a report")
    consultant.look("request-new")
    consultant.fill("Whom at the vendor", "Vera Vance")
    consultant.fill("Their e-mail address", VENDOR)
    consultant.click("Keep the request")
    consultant.sees("Nothing yet from this portal", "The letter, as drafted")
    consultant.look("request-asked")
    consultant.click("Send it now")
    consultant.sees(f"{consultant.name} to {VENDOR}")
    consultant.look("request-written")
    assert "Dear Vera Vance" in consultant.site.mail_to(VENDOR, "SOC 2 Type II report")
    asked = consultant.page.url
    consultant.open("/o/northgate/vendors/")
    consultant.sees("SOC 2 Type II report: asked")
    consultant.look("register-asked")
    return asked


def is_received(consultant: Person, asked: str) -> None:
    """The document that was handed in is the answer to the request."""
    consultant.open(asked)
    consultant.sees("received", "SOC 2 Type II report")
    consultant.look("request-received")


def map_says(person: Person, engagement: str, *words: str, name: str) -> None:
    """The coverage map of the engagement tells these things."""
    person.open(f"{engagement}coverage/")
    person.sees(*words)
    person.look(name)
