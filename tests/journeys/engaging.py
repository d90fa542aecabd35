"""Steps 1 to 3: the booked call with its advice, the engagement, its facts and requirements."""

import re

from playwright.sync_api import expect

from tests.journeys.browsing import Person, Site

TITLE = "Letters to referring doctors"
USE_CASE = "A doctor's notes of a visit become the draft of a letter to the referring doctor."


def take_calls(consultant: Person) -> None:
    """The consultant writes down when calls are taken."""
    consultant.open("/o/northgate/calls/")
    consultant.look("calls-empty")
    consultant.click("Your hours")
    consultant.look("hours")
    consultant.fill("Where calls take place", "https://meet.example/northgate")
    consultant.click("Keep these hours")


def book_call(site: Site) -> Person:
    """A visitor in Chicago books a call and says where patient notes are meant to go."""
    visitor = Person(site, "Renée Rowe", "renee@hillandvale.test", zone="America/Chicago")
    visitor.open("/p/northgate/")
    expect(visitor.labelled("Your time zone")).to_have_value("America/Chicago")
    visitor.sees("America/Chicago, UTC")
    visitor.look("book")
    visitor.page.locator("label.slot").first.click()
    visitor.click("Continue")
    visitor.look("book-questions")
    describe_plans(visitor)
    is_told_at_once(visitor)
    visitor.look("book-advice")
    visitor.fill("Your name", visitor.name)
    visitor.fill("Your organisation", "Hill & Vale Clinic")
    visitor.fill("Your e-mail address", visitor.email)
    visitor.click("Hold this time")
    visitor.sees("One step is left")
    visitor.look("book-held")
    visitor.open(site.link_to(visitor.email, "Confirm your call"))
    visitor.look("book-confirm")
    visitor.click("Confirm the call")
    visitor.sees("Your call is confirmed")
    visitor.look("book-confirmed")
    return visitor


def describe_plans(visitor: Person) -> None:
    visitor.fill("What is the model", USE_CASE)
    visitor.choose("Your sector", "Health care")
    visitor.mark("Health information")
    visitor.mark("A covered entity")
    visitor.mark("A vendor's public API")


def is_told_at_once(visitor: Person) -> None:
    """From the rules, while the form is still open: ruled out, why, and which routes are open."""
    visitor.sees("This route is ruled out: A vendor's public API, without a BAA", "45 CFR 164.502")
    routes = visitor.page.get_by_role("list", name="Routes to a model")
    own = routes.get_by_role("listitem").filter(has_text="An open-weight model")
    expect(own.first).to_contain_text(re.compile("Open|Conditional", re.IGNORECASE))


def make_engagement(consultant: Person) -> str:
    """Turn the booked call into an engagement: its address."""
    consultant.open("/o/northgate/calls/")
    consultant.look("calls")
    consultant.click("Hill & Vale Clinic")
    consultant.look("call")
    consultant.fill("Its full legal name", "Hill & Vale Clinic, P.C.")
    consultant.fill("Title of the engagement", TITLE)
    consultant.click("Make the engagement")
    consultant.sees("From the intake", USE_CASE)
    consultant.look("scope-intake")
    return consultant.page.url.removesuffix("scope/")


def open_engagement(partner: Person) -> str:
    """An engagement that did not begin with a call: its address."""
    partner.open("/o/northgate/engagements/new/")
    partner.look("engagement-new")
    partner.fill("Name of the new client", "Hill & Vale Clinic")
    partner.fill("Its full legal name", "Hill & Vale Clinic, P.C.")
    partner.choose("Its time zone", "America/Chicago")
    partner.fill("Title of the engagement", TITLE)
    partner.click("Open the engagement")
    partner.sees("From the intake")
    return partner.page.url.removesuffix("scope/")


def decide_route(consultant: Person, engagement: str) -> None:
    """Confirm what the intake said, but for the route: Llama 3.1 in the client's own cloud."""
    consultant.open(f"{engagement}scope/")
    consultant.click("Go through the facts")
    consultant.look("scope-edit")
    expect(consultant.labelled("What the model is used for")).to_have_value(USE_CASE)
    expect(consultant.labelled("Health information")).to_be_checked()
    expect(consultant.labelled("A vendor's public API")).to_be_checked()
    consultant.mark("An open-weight model")
    consultant.mark("This route is decided")
    consultant.fill("Model", "Llama 3.1 70B")
    consultant.fill("Region in which", "us-east-1")
    consultant.click("State these facts")
    consultant.sees("Version 1")
    consultant.look("scope-stated")


def requirements_appear(person: Person, engagement: str) -> None:
    """With their citations, and with what is missing said exactly."""
    person.open(engagement)
    person.sees(
        "Not clear yet",
        "BAA between client and partner",
        "45 CFR 164.504(e)",
        "SOC 2 Type II report on",
        "DPA review of",
        "Deployment milestones accepted by the client",
        "settled by the client accepting every milestone that comes before go-live",
    )
    person.look("overview-due")
