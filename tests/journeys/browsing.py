"""People at their browsers: what they open, fill in and click, their mails and one-time codes."""

import base64
import hmac
import os
import re
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path

import psycopg
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Download, Locator, Page, expect

# Two frames later, and no colour on its way from one to another: that one has no contrast yet.
AT_REST = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  .then(() => document.getAnimations().length === 0)"""
PATIENCE = 60_000  # milliseconds
PASSWORD = "lantern harbour quill"
REAUTHENTICATION = "/2fa/reauthenticate/"
PERIOD = 30  # seconds a one-time code is shown
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
LINK = re.compile(r"https?://\S+")
RULES = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
# Where to put a picture of every page that is looked at; nowhere when unset.
PICTURES = os.environ.get("JOURNEY_PICTURES")


@dataclass
class Site:
    """The running stack as the journey sees it: its address, its outbox, what was found amiss."""

    url: str
    database: str  # as the system role, which reads every organisation's outbox
    browser: Browser
    amiss: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def ask(self, question: str, *values: object) -> list[tuple]:
        """Rows of the database."""
        with psycopg.connect(self.database) as db:
            return db.execute(question, values).fetchall()

    def change(self, statement: str) -> None:
        """Change rows behind everybody's back."""
        with psycopg.connect(self.database) as db:
            db.execute(statement)

    def mail_to(self, address: str, about: str) -> str:
        """The text of the newest mail to an address whose subject holds the words."""
        found = self.ask(
            'SELECT text FROM mail_mail WHERE "to" = %s AND subject ILIKE %s'
            " ORDER BY created_at DESC LIMIT 1",
            address,
            f"%{about}%",
        )
        assert found, f"no mail to {address} about {about}"
        return found[0][0]

    def link_to(self, address: str, about: str) -> str:
        """The one link of a mail."""
        return LINK.search(self.mail_to(address, about))[0]


class Person:
    """Somebody with a browser of their own, an address, and an authenticator app."""

    def __init__(
        self,
        site: Site,
        name: str,
        email: str,
        zone: str = "America/New_York",
        *,
        scripts: bool = True,
    ):
        self.site, self.name, self.email = site, name, email
        self.context = site.browser.new_context(
            base_url=site.url,
            viewport=DESK,
            timezone_id=zone,
            java_script_enabled=scripts,
            locale="en-GB",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.secret, self._last_code = "", 0

    # Coming in

    def take_up_invitation(self) -> None:
        """Follow the mailed link, make the account, set up the second factor when asked to."""
        self.open(self.site.link_to(self.email, "invites you"))
        self.look("invitation")
        self.fill("Choose a password", PASSWORD)
        self.click("Make the account and go on")
        if self.page.url.endswith("/2fa/totp/activate/"):
            self.set_up_codes()

    def set_up_codes(self) -> None:
        """Set the authenticator app up from the key on the page."""
        self.look("second-factor-setup")
        self.page.get_by_text("The camera does not work").click()
        self.secret = self.page.get_by_label("Type this key into the app").input_value()
        self.fill("Enter the six digits", self.code())
        self.click("Activate")
        self.look("recovery-codes")
        self.click("I have kept them, go on")

    def confirm_it_is_them(self) -> None:
        """Give a one-time code where the page asks for a fresh one."""
        if REAUTHENTICATION in self.page.url:
            self.look("fresh-second-factor")
            self.fill("Code from your authenticator app", self.code())
            self.click("Confirm")

    def code(self) -> str:
        """The next one-time code that this person has not used."""
        counter = max(int(time.time()) // PERIOD, self._last_code + 1)
        self._last_code = counter
        early = (counter - 1) * PERIOD - time.time()
        if early > 0:
            time.sleep(early)
        return code_at(self.secret, counter)

    # Doing things

    def open(self, address: str) -> None:
        self.page.goto(address)

    def labelled(self, label: str, *, within: Locator | None = None) -> Locator:
        """The field whose label begins with these words."""
        words = re.compile(rf"^\s*{re.escape(label)}")
        return (within or self.page).get_by_label(words).first

    def fill(self, label: str, value: object, *, within: Locator | None = None) -> None:
        """Write into a field; a day as the browser's own field takes it."""
        self.labelled(label, within=within).fill(str(value))

    def choose(self, label: str, option: str) -> None:
        """Choose an option of a list by words it holds."""
        box = self.labelled(label)
        words = box.locator("option").filter(has_text=option).first.inner_text()
        box.select_option(label=words)

    def mark(self, label: str) -> None:
        """Choose a radio button, or tick a box."""
        self.labelled(label).check()

    def hand_in(self, label: str, path: Path, *, within: Locator | None = None) -> None:
        self.labelled(label, within=within).set_input_files(path)

    def click(self, name: str, *, within: Locator | None = None) -> None:
        """Press the button, or follow the link, of that name."""
        there = within or self.page
        button = there.get_by_role("button", name=name)
        link = there.get_by_role("link", name=name)
        button.or_(link).first.click()

    def download(self, name: str, to: Path, *, within: Locator | None = None) -> Path:
        """Follow a link to a file, by way of a fresh second factor where that is asked for."""
        begun: list[Download] = []
        self.page.once("download", lambda download: begun.append(download))
        self.click(name, within=within)
        self._wait_until(lambda: begun or REAUTHENTICATION in self.page.url)
        self.confirm_it_is_them()
        self._wait_until(lambda: begun)
        begun[0].save_as(to)
        assert REAUTHENTICATION not in self.page.url, "left where the second factor was asked for"
        return to

    def sees(self, *words: str) -> None:
        """Everything of this stands on the page."""
        for text in words:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def row(self, words: str) -> Locator:
        """The first list entry or table row in sight that holds the words."""
        return self.page.locator("li, tr").filter(has_text=words, visible=True).first

    def _wait_until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE / 1000
        while not condition():
            assert time.monotonic() < deadline, f"it did not come to pass at {self.page.url}"
            self.page.wait_for_timeout(50)

    # Looking

    def look(self, name: str) -> None:
        """Look at a page on a desk by day and on a phone by night, once; keep what is amiss."""
        if name in self.site.seen:
            return
        self.site.seen.add(name)
        self._look_in(DESK, "light", name)
        self._look_in(PHONE, "dark", name)
        self.page.set_viewport_size(DESK)
        self.page.emulate_media(color_scheme="light")

    def _look_in(self, size: dict[str, int], scheme: str, name: str) -> None:
        self.page.set_viewport_size(size)
        self.page.emulate_media(color_scheme=scheme)
        self.page.wait_for_function(AT_REST)
        where = f"{name} at {size['width']} ({scheme})"
        wide = self.page.evaluate("document.scrollingElement.scrollWidth")
        if wide > size["width"]:
            self.site.amiss.append(f"{where}: scrolls sideways to {wide} pixels")
        found = Axe().run(self.page, options=RULES)
        self.site.amiss += [f"{where}: {told}" for told in _told(found.response)]
        if PICTURES:
            path = Path(PICTURES) / f"{name}-{size['width']}-{scheme}.png"
            self.page.screenshot(path=path, full_page=True)


def code_at(secret: str, counter: int) -> str:
    """The one-time code of a moment, as RFC 4226 and RFC 6238 have it."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), sha1).digest()
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def _told(response: dict) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:200]} ({'; '.join(_reasons(node))})"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


def _reasons(node: dict) -> list[str]:
    return [check["message"] for kind in ("any", "all", "none") for check in node[kind]]
