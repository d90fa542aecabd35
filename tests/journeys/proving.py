"""Steps 5 to 7: the cloud host's report and DPA, the milestones, readiness."""

from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys import report_words
from tests.journeys.answering import settle_controls
from tests.journeys.browsing import Person
from tests.journeys.report import (
    date_of_report,
    period_ending_lately,
    today,
    write_agreement,
    write_soc2_report,
)

HOST = "Hartfield Elastic Compute"
SOC2 = "hartfield-soc2.pdf"
BEFORE_GO_LIVE = (
    "Cloud account, network and GPU quota",
    "Model weights deployed",
    "Access control, encryption and logging",
    "Acceptance test",
)
READING = 120_000  # milliseconds, for a report to be read by the worker
OUTPUT = "sha256sum -c SHA256SUMS: 30 OK"


def name_the_host(consultant: Person, engagement: str) -> str:
    """Enter the cloud host into the register and name it in the engagement: its address."""
    consultant.open("/o/northgate/vendors/")
    consultant.look("register-empty")
    consultant.click("Start from the portal's register")
    consultant.look("register")
    consultant.click("Enter a service")
    consultant.look("service-new")
    consultant.fill("Vendor", "Hartfield Compute")
    consultant.fill("Product", HOST)
    consultant.choose("What it does", "Cloud host")
    consultant.click("Enter the service")
    consultant.sees(HOST)
    consultant.look("service")
    service = consultant.page.url
    consultant.open(f"{engagement}evidence/")
    consultant.look("evidence-empty")
    consultant.choose("Service", HOST)
    consultant.fill("Region", "us-east-1")
    consultant.click("Name the service")
    consultant.sees(f"SOC 2 Type II report on {HOST}")
    consultant.look("evidence-due")
    return service


def prove_the_host(
    consultant: Person,
    second: Person,
    owner: Person,
    engagement: str,
    *,
    service: str,
    folder: Path,
) -> str:
    """Report, DPA and BAA of the cloud host, each accepted by a second person: the report.

    What the report leaves to its users is shown by the client's owner.
    """
    report = record_report(consultant, service, folder / SOC2)
    accept_report(second, report)
    settle_controls(consultant, owner, second, engagement)
    review = review_dpa(consultant, engagement, folder / "host-dpa.pdf")
    accept_dpa(second, review)
    paper = record_host_baa(consultant, engagement, folder / "host-baa.pdf")
    accept_paper(second, paper)
    return report


def record_report(consultant: Person, service: str, path: Path) -> str:
    """Hand in the host's SOC 2 Type II report, confirm what it says, review it: its address."""
    start, end = period_ending_lately()
    write_soc2_report(path, start=start, end=end)
    consultant.open(service)
    consultant.click("Hand in a report")
    consultant.look("report-new")
    consultant.hand_in("The document", path)
    consultant.click("Read it")
    confirm = consultant.page.get_by_role("button", name="Record the report as confirmed")
    expect(confirm).to_be_visible(timeout=READING)
    _compare_and_confirm(consultant, start, end)
    consultant.look("report-read")
    confirm.click()
    consultant.sees("What was found in judging it")
    consultant.look("report-received")
    for answer in consultant.page.get_by_label("Why it may be relied on all the same").all():
        answer.fill("Asked the vendor; it does not touch what runs here.")
    consultant.click("I have read it")
    consultant.sees("Somebody else has to accept it")
    consultant.look("report-reviewed")
    return consultant.page.url


def _compare_and_confirm(consultant: Person, start: date, end: date) -> None:
    """Everything was proposed as the report says it: tick it all, and say what it cannot say."""
    for label, value in (
        ("Kind", "soc_2"),
        ("Type", "type_2"),
        ("System", report_words.SYSTEM),
        ("Service auditor", report_words.AUDITOR),
        ("Period from", start),
        ("Period to", end),
        ("Date of the report", date_of_report(end)),
        ("Opinion", "unqualified"),
    ):
        expect(consultant.labelled(label)).to_have_value(str(value))
    expect(consultant.labelled("Availability")).to_be_checked()
    for compared in consultant.page.get_by_label("I have compared it with the page").all():
        compared.check()
    listed = (report_words.RESPONSES, report_words.CUECS, report_words.SUBSERVICE)
    entries = consultant.page.get_by_label("Confirmed, as it stands here")
    expect(entries).to_have_count(sum(len(rows) - 1 for rows in listed))
    for decision in entries.all():
        decision.check()
    consultant.mark("It describes the system")
    for criteria, (_, _, _, names) in zip(
        consultant.page.get_by_label("Criteria it answers for").all(),
        report_words.SUBSERVICE[1:],
        strict=True,
    ):
        criteria.fill(names)


def accept_report(second: Person, report: str) -> None:
    second.open(report)
    second.look("report-to-accept")
    second.click("Accept the report")
    second.sees("Accepted by")
    second.look("report-accepted")


def review_dpa(consultant: Person, engagement: str, path: Path) -> str:
    """Judge every item of the host's DPA: the address of the review."""
    write_agreement(path, "Data Processing Agreement", pages=9)
    consultant.open(f"{engagement}evidence/")
    consultant.click("Review its DPA")
    consultant.look("dpa-new")
    consultant.choose("Service", HOST)
    consultant.fill("Document", "Data Processing Agreement, version 4")
    consultant.hand_in("The DPA", path)
    consultant.click("Begin the review")
    consultant.look("dpa-open")
    judge_all_items(consultant)
    consultant.click("Submit the review")
    consultant.sees("Somebody else has to accept it")
    consultant.look("dpa-submitted")
    return consultant.page.url


def judge_all_items(consultant: Person) -> None:
    for item in consultant.page.locator("fieldset.item").all():
        item.get_by_label("Present").check()
        item.get_by_label("Page").fill("2")


def accept_dpa(second: Person, review: str) -> None:
    second.open(review)
    second.look("dpa-to-accept")
    second.click("Accept the review")
    second.sees("accepted by")
    second.look("dpa-accepted")


def record_host_baa(consultant: Person, engagement: str, path: Path) -> str:
    """Record the client's executed BAA with its host: its address."""
    write_agreement(path, "Business Associate Addendum", pages=6)
    consultant.open(f"{engagement}evidence/")
    consultant.click("Record a paper")
    consultant.look("held-new")
    consultant.fill("Title", "Business Associate Addendum")
    consultant.hand_in("The file", path)
    consultant.fill("Counts from", today())
    consultant.click("Record it")
    consultant.sees("Somebody else has to accept it")
    consultant.look("held")
    return consultant.page.url


def accept_paper(second: Person, paper: str) -> None:
    second.open(paper)
    second.click("Accept it")
    second.sees("Accepted by")


def reach_milestones(
    consultant: Person, engineer: Person, owner: Person, engagement: str, folder: Path
) -> None:
    """The plan, and every milestone before the go-live: recorded with evidence, accepted."""
    lay_out_plan(consultant, engagement)
    for title in BEFORE_GO_LIVE:
        record_milestone(engineer, engagement, title, folder / "evidence.pdf")
        accept_milestone(owner, engagement, title)


def lay_out_plan(consultant: Person, engagement: str) -> None:
    consultant.open(f"{engagement}milestones/")
    consultant.look("milestones-empty")
    consultant.click("Lay out the plan")
    consultant.sees("Cloud account, network and GPU quota")
    consultant.look("milestones-planned")


def record_milestone(engineer: Person, engagement: str, title: str, path: Path) -> None:
    """The engineer attaches a file and what a command printed, and hands the milestone in."""
    write_agreement(path, title, pages=12)
    engineer.open(f"{engagement}milestones/")
    engineer.click("Begin", within=engineer.row(title))
    engineer.row(title).get_by_text("In progress").wait_for()
    attach(engineer, title, {"What it shows": "Record of the work"}, path)
    attach(engineer, title, {"What it shows": "Checksums", "Or what a command": OUTPUT})
    engineer.look("milestone-recorded")
    engineer.click("Submit to the client", within=engineer.row(title))
    engineer.row(title).get_by_text("Submitted by").wait_for()


def attach(engineer: Person, title: str, fields: dict[str, str], path: Path | None = None) -> None:
    step = engineer.row(title)
    step.get_by_text("Attach evidence").click()
    engineer.look("milestone-attach")
    for label, value in fields.items():
        engineer.fill(label, value, within=step)
    if path:
        engineer.hand_in("File", path, within=step)
    engineer.click("Attach", within=step)
    step.get_by_text(fields["What it shows"]).first.wait_for()


def accept_milestone(owner: Person, engagement: str, title: str) -> None:
    owner.open(f"{engagement}milestones/")
    owner.look("milestone-to-accept")
    owner.click(f"Accept {title}")
    owner.row(title).get_by_text("Accepted by").wait_for()
    owner.look("milestone-accepted")


def is_clear(person: Person, engagement: str) -> None:
    """Nothing is missing any more, and until when that holds is said."""
    person.open(engagement)
    person.sees("Clear until")
    person.look("overview-clear")
