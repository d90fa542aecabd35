"""What the forms about people take in, before any action sees it."""

from datetime import date

import pytest

from engagements.team.forms import AuditorForm, PersonForm
from portal.accounts.roles import Role

LONG = f"mia@{'clinic.' * 40}test"


@pytest.mark.parametrize(
    "form",
    [
        PersonForm({"email": LONG}, roles=[Role.CLIENT_MEMBER]),
        AuditorForm({"email": LONG}, today=date(2026, 11, 16)),
    ],
)
def test_an_address_no_mail_server_has_room_for_is_refused(form):
    assert "at most 254 characters" in str(form.errors["email"])
