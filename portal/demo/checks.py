"""Looks at the demonstration from outside: every log-in that was printed, every public page."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from portal.demo.book import LOG_INS, NORTHGATE, LogIn
from portal.demo.codes import PERIOD, code_of
from portal.demo.people import PASSWORD, person
from portal.demo.visitor import Page, Visitor

LOG_IN, SECOND_FACTOR = "/account/login/", "/account/2fa/authenticate/"
PUBLIC = (
    (f"/p/{NORTHGATE}/", "Northgate"),
    ("/verify/", "Verify"),
)


@dataclass(frozen=True)
class Checked:
    """One thing that was looked at; `problem` is empty when it is as it should be."""

    what: str
    problem: str = ""

    def __str__(self) -> str:
        return f"FAILED  {self.what}: {self.problem}" if self.problem else f"ok      {self.what}"


def check_all(site: str) -> Iterator[Checked]:
    """Sign in as everybody, then be a visitor."""
    for log_in in LOG_INS:
        yield _log_in(site, log_in)
    for path, words in PUBLIC:
        yield Checked(f"anybody: {path}", _problem(Visitor(site).get(path), words))


def _log_in(site: str, log_in: LogIn) -> Checked:
    email = log_in.somebody.email
    visitor = Visitor(site)
    page = visitor.send(LOG_IN, login=email, password=PASSWORD)
    if not page.address.endswith(SECOND_FACTOR):
        return Checked(email, f"the password led to {page.address}, not to the second factor")
    page = _second_factor(visitor, email)
    path = page.address.removeprefix(site)
    return Checked(f"{email} signs in and sees {path}", _problem(page, log_in.sees))


def _second_factor(visitor: Visitor, email: str) -> Page:
    """A code is good once: where somebody used it just now, wait for the next."""
    page = visitor.send(SECOND_FACTOR, code=_digits(email))
    if page.address.endswith(SECOND_FACTOR):
        time.sleep(PERIOD - time.time() % PERIOD)
        page = visitor.send(SECOND_FACTOR, code=_digits(email))
    return page


def _digits(email: str) -> str:
    code = code_of(str(person(email).pk))
    return code.digits if code else ""


def _problem(page: Page, words: str) -> str:
    if page.status != HTTPStatus.OK:
        return f"{page.address} answered {page.status}"
    return "" if page.shows(words) else f"{page.address} does not show “{words}”"
