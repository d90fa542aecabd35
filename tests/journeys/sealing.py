"""Steps 8 to 10: the packet, the auditor who checks it, the trail."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import pikepdf
from playwright.sync_api import expect

from portal.stack import Stack
from tests.architecture.sources import PROJECT
from tests.journeys.arriving import come_in
from tests.journeys.browsing import Person
from tests.journeys.report import today

LONGEST_BUILD = 90_000  # milliseconds
SEALED = "What is in it"
SECTIONS = [
    "Cover",
    "Contents",
    "Engagement, parties and scope",
    "Requirements and how they stand",
    "Executed agreements",
    "Who answers for what",
    "Vendor services and their reports",
    "Data processing agreements",
    "Milestones and their evidence",
    "Questionnaire answers",
    "Audit trail",
    "Manifest",
    "Exhibit A: Business Associate Agreement",
]
LINK = pikepdf.Name.Link


def ask_for_packet(owner: Person, engagement: str) -> str:
    """The client's owner asks for a packet and watches it being built: its address."""
    owner.open(f"{engagement}packets/")
    owner.look("packets-empty")
    owner.fill("Who is it for", "Harrow & Vale LLP, for the audit of this year")
    owner.click("Ask for a packet")
    expect(owner.page.get_by_role("progressbar")).to_be_visible()
    owner.look("packet-building")
    expect(owner.page.get_by_text(SEALED)).to_be_visible(timeout=LONGEST_BUILD)
    owner.look("packet-sealed")
    return owner.page.url


def let_auditor_in(owner: Person, engagement: str) -> Person:
    """The client's owner lets an auditor in until a date; the auditor comes by the mailed link."""
    owner.open(f"{engagement}people/")
    owner.click("Let an auditor in")
    owner.look("auditor-invite")
    owner.fill("Full name", "Ada Auer")
    owner.fill("E-mail address", "ada@audit.test")
    owner.fill("Let in until", today() + timedelta(days=21))
    owner.click("Send the invitation")
    owner.sees("Ada Auer can come in")
    return come_in(owner.site, "Ada Auer", "ada@audit.test")


def download_packet(auditor: Person, path: Path) -> Path:
    """The auditor sees the packets of the one engagement, and takes one."""
    auditor.open("/")
    expect(auditor.page).to_have_url(f"{auditor.site.url}/audit/{auditor.page.url.split('/')[-2]}/")
    auditor.sees("Here are the sealed packets of this engagement and nothing else")
    auditor.look("auditor")
    return auditor.download("Download", path)


def sees_nothing_else(auditor: Person, addresses: list[str]) -> None:
    """Whatever else there is does not exist for them."""
    for address in addresses:
        answer = auditor.context.request.get(address)
        assert answer.status == 404, f"{address} answered {answer.status}"


def checks_on_the_portal(auditor: Person, good: Path, changed: Path) -> None:
    """On the verify page: three verdicts on each file."""
    auditor.open("/verify/")
    auditor.look("verify")
    auditor.hand_in("Sealed PDF file", good)
    auditor.click("Check the file")
    auditor.sees("All three hold.", "Yes. This portal sealed this file, byte for byte")
    auditor.look("verify-holds")
    auditor.hand_in("Sealed PDF file", changed)
    auditor.click("Check another file")
    auditor.sees("Do not rely on this file", "This portal has no record")
    auditor.look("verify-broken")


def change_one_byte(packet: Path, path: Path) -> Path:
    """A copy in which one bit of one byte in the middle differs."""
    data = bytearray(packet.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return path


def checks_with_public_tools(packet: Path, changed: Path) -> None:
    """pdfsig and qpdf, which know nothing of us."""
    signature = _run("pdfsig", packet)
    assert "Signature is Valid" in signature.stdout
    assert "Total document signed" in signature.stdout
    assert "Signature is Valid" not in _run("pdfsig", changed).stdout.split("Signature #2")[0]
    assert _run("qpdf", "--check", packet).returncode == 0


def checks_offline(auditor: Person, packet: Path, changed: Path, root: Path) -> None:
    """The portal's own command, which says the three verdicts apart."""
    root.write_bytes(auditor.context.request.get("/verify/root.pem").body())
    verify = (sys.executable, "-m", "countersign_cli", "verify", "--root", root)
    good, bad = _run(*verify, packet), _run(*verify, changed)
    assert good.returncode == 0, good.stdout
    assert bad.returncode == 1, bad.stdout


def holds_everything(packet: Path, executed: Path, report: Path) -> None:
    """Every section with its bookmark, contents with links, the papers page for page and whole."""
    with pikepdf.open(packet) as pdf:
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        links = [note for note in pdf.pages[1].Annots if note.Subtype == LINK]
        originals = [file.get_file().read_bytes() for file in pdf.attachments.values()]
        assert "manifest.json" in pdf.attachments
    assert [title for title in SECTIONS if title not in titles] == []
    assert len(links) >= len(SECTIONS)
    assert executed.read_bytes() in originals
    assert report.read_bytes() in originals
    with pikepdf.open(report) as original:
        pages = len(original.pages)
    words = _run("pdftotext", packet, "-").stdout
    assert [n for n in range(1, pages + 1) if f"{n} of {pages}" not in words] == []


def whole_trail(owner: Person) -> str:
    """The words of the page in sight and of all older ones, however many they are."""
    words = owner.page.locator("main").inner_text()
    while owner.page.get_by_role("link", name="Older").count():
        older = owner.page.get_by_role("link", name="Older").get_attribute("href")
        owner.open(urljoin(owner.page.url, older))
        words += owner.page.locator("main").inner_text()
    return words


def trail_tells_all(owner: Person, engagement: str, stack: Stack) -> None:
    """Everything is in the trail, and every chain verifies."""
    owner.open(f"{engagement}activity/")
    owner.sees("Chain holds", "was let in as an auditor", "downloaded a compliance packet")
    owner.look("activity")
    words = whole_trail(owner)
    assert "relies on a vendor's report" in words
    assert "took the user entity controls of a report over" in words
    assert "opened the engagement" in words
    told = {name for (name,) in owner.site.ask("SELECT DISTINCT action FROM audit_auditevent")}
    assert {
        "engagements.bookings.confirmed",
        "engagements.bookings.engaged",
        "engagements.lifecycle.scope_stated",
        "compliance.agreement.sent",
        "compliance.agreement.signed",
        "compliance.agreement.countersigned",
        "compliance.agreement.executed",
        "compliance.report.accepted",
        "compliance.dpa_review.accepted",
        "engagements.milestone.submitted",
        "engagements.milestone.accepted",
        "compliance.clearance.given",
        "compliance.packet.sealed",
        "portal.accounts.auditor_let_in",
        "compliance.packet.downloaded",
    } <= told
    stack.manage("verify_trail")


def _run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(PROJECT / "cli/src"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
