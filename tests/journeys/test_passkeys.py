"""A passkey is added, signed in with, and given as the fresh second factor: in a real browser."""

import pytest

from tests.journeys import arriving
from tests.journeys.browsing import PASSWORD, Person

pytestmark = pytest.mark.browser

# A device with a fingerprint reader, which is touched at once.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_device(person: Person) -> None:
    """The person's browser stands on such a device from now on."""
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def test_a_passkey_signs_in_and_is_the_fresh_second_factor(stack, site):
    nadia = arriving.found_northgate(stack, site)
    # Browsers know passkeys of names, not of numbers.
    site.url = site.url.replace("127.0.0.1", "localhost")
    again = Person(site, nadia.name, nadia.email)
    again.secret, again._last_code = nadia.secret, nadia._last_code
    give_device(again)

    # Add it, after a sign-in with password and code.
    again.open(f"{site.url}/account/login/")
    again.fill("Email", again.email)
    again.fill("Password", PASSWORD)
    again.page.get_by_role("button", name="Sign in", exact=True).click()
    again.fill("Code from your authenticator app", again.code())
    again.page.get_by_role("button", name="Sign in", exact=True).click()
    again.page.wait_for_url("**/o/northgate/")
    again.open(f"{site.url}/account/2fa/webauthn/add/")
    again.look("passkey-add")
    again.fill("Name", "Laptop")
    again.mark("Use it instead of the password")
    again.click("Add")
    again.sees("1 added")

    # Sign in with nothing else.
    again.context.clear_cookies()
    again.open(f"{site.url}/account/login/")
    again.click("Sign in with a passkey")
    again.page.wait_for_url("**/o/northgate/")
    again.sees("No engagement yet")

    # Give it again where a fresh second factor is asked for.
    again.open(f"{site.url}/account/2fa/reauthenticate/?next=/o/northgate/")
    again.page.locator("a[href*='/webauthn/reauthenticate/']").click()
    again.look("fresh-passkey")
    again.click("Use a passkey or security key")
    again.page.wait_for_url("**/o/northgate/")
    assert site.ask(
        "SELECT kind FROM accounts_accountevent WHERE factor = 'webauthn' ORDER BY at"
    ) == [("factor_added",)]
    assert site.amiss == []
