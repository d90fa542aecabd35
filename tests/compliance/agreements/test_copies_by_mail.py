"""Who is sent the executed copy: signatories, while they belong to one of the parties."""

from portal.accounts.actions import end_membership
from portal.accounts.models import Membership
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.agreements import papers


def test_a_signatory_who_left_before_the_seal_is_sent_no_copy(cast, countersigned):
    with cast.at(cast.lakeview, cast.lena):
        row = Membership.objects.get(org=cast.lakeview, user=cast.samuel)
        end_membership(membership=row, by=cast.lena, at=NOON)

    with cast.at(cast.lakeview):
        papers.execute(countersigned)

        told = Mail.objects.filter(subject__startswith="Executed")
        sent = {mail.to: bool(mail.enclosed_sha256) for mail in told}
    assert sent == {cast.pavel.email: True, cast.carla.email: False}
