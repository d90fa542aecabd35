"""Who may open which address: one row for each. A missing row fails the build.

    "engagements:scope": client(Right.READ_ENGAGEMENT),

says that the people of the client and of its partner who hold the right get the page, the others
of them are refused (403), strangers find nothing (404), and visitors are asked to sign in (302).

    "engagements:people-remove": client(Right.INVITE_CLIENT_PEOPLE, post=Right.INVITE_CLIENT_PEOPLE)

has who posts without that right refused as well; POST_ONLY is for addresses without a page. Other
kinds of rows are in tests/access/rows.py; what an address names is made in
tests/access/objects.py, where a new `thing_id` needs an entry.
"""

from portal.accounts.roles import Right
from tests.access.actors import Actor
from tests.access.rows import (
    ELSEWHERE,
    FOUND,
    NOTHING,
    POST_ONLY,
    UNCLEAR,
    Row,
    account,
    auditor,
    client,
    everybody,
    partner,
    public,
    visitors,
)

SECOND_PERSON = frozenset(
    {
        Actor.CLIENT_SIGNATORY,
        Actor.PARTNER_OWNER,
        Actor.PARTNER_SIGNATORY,
        Actor.PARTNER_CONSULTANT,
    }
)
SIGNATORIES = frozenset({Actor.CLIENT_SIGNATORY, Actor.PARTNER_SIGNATORY})

ACCOUNT = {
    "account_login": visitors(),
    "account_signup": visitors(),
    "account_confirm_login_code": account(answer=ELSEWHERE),
    "account_confirm_email": everybody(),
    "account_email": account(),
    "account_email_verification_sent": everybody(),
    "account_change_password": account(),
    "account_set_password": account(answer=ELSEWHERE),
    "account_reset_password": everybody(),
    "account_reset_password_done": everybody(),
    "account_reset_password_from_key": everybody(),
    "account_reset_password_from_key_done": everybody(),
    "account_inactive": everybody(),
    "account_logout": account(),
    "account_reauthenticate": account(),
    "mfa_index": account(),
    "mfa_authenticate": account(answer=ELSEWHERE),
    "mfa_reauthenticate": account(),
    "mfa_activate_totp": account(answer=ELSEWHERE),
    "mfa_deactivate_totp": account(),
    "mfa_view_recovery_codes": account(answer=NOTHING),
    "mfa_generate_recovery_codes": account(),
    "mfa_download_recovery_codes": account(answer=NOTHING),
    "mfa_list_webauthn": account(),
    "mfa_add_webauthn": account(),
    "mfa_reauthenticate_webauthn": account(answer=ELSEWHERE),
    "mfa_remove_webauthn": account(answer=NOTHING),
    "mfa_edit_webauthn": account(answer=NOTHING),
    "mfa_login_webauthn": visitors(anonymous=ELSEWHERE),
    "usersessions_list": account(),
    "accounts:events": account(),
    "accounts:invitation": everybody(),
    "accounts:leave": everybody(answer=POST_ONLY),
}

ROOT = {
    "home": account(answer=ELSEWHERE, but={Actor.OUTSIDER: FOUND, Actor.LATE_AUDITOR: FOUND}),
    "healthz": everybody(),
    "verify": everybody(),
    "verify-root": everybody(answer=NOTHING),  # before anything was sealed
    "rules": everybody(),
    "rule": everybody(),
    "org-home": client(answer=ELSEWHERE),
    "expiring": client(Right.READ_ENGAGEMENT),
    "expiring-weekly": client(
        answer=POST_ONLY,
        post=frozenset({Actor.CLIENT_OWNER, Actor.CLIENT_SIGNATORY}),
    ),
    "engagement-expiring": client(Right.READ_ENGAGEMENT),
    "weekly-off": everybody(token="weekly_token"),
    "overview": client(Right.READ_ENGAGEMENT),
    "activity": client(Right.READ_ACTIVITY),
}

ENGAGEMENTS = {
    "engagements:book": public(),
    "engagements:book-call": public(answer=UNCLEAR),
    "engagements:held": public(),
    "engagements:private-call": public(token="call_token"),
    "engagements:private-confirm": public(token="call_token"),
    "engagements:private-move": public(token="call_token"),
    "engagements:private-cancel": public(token="call_token"),
    "engagements:private-calendar": public(token="call_token"),
    "engagements:calls": partner(Right.MANAGE_BOOKINGS),
    "engagements:call-hours": partner(Right.MANAGE_BOOKINGS, post=Right.MANAGE_BOOKINGS),
    "engagements:booked-call": partner(Right.MANAGE_BOOKINGS),
    "engagements:call-feed-file": public(token="feed_token"),
    "engagements:call-feed": partner(answer=POST_ONLY, post=Right.MANAGE_BOOKINGS),
    "engagements:call-calendars": partner(answer=POST_ONLY, post=Right.MANAGE_BOOKINGS),
    "engagements:call-calendar-remove": partner(answer=POST_ONLY, post=Right.MANAGE_BOOKINGS),
    "engagements:call-calendar-read": partner(answer=POST_ONLY, post=Right.MANAGE_BOOKINGS),
    "engagements:call-move": partner(Right.MANAGE_BOOKINGS, post=Right.MANAGE_BOOKINGS),
    "engagements:call-hand-over": partner(Right.MANAGE_BOOKINGS, post=Right.MANAGE_BOOKINGS),
    "engagements:call-notes": partner(answer=POST_ONLY, post=Right.MANAGE_BOOKINGS),
    "engagements:call-close": partner(answer=POST_ONLY, post=Right.MANAGE_BOOKINGS),
    "engagements:call-open": partner(answer=POST_ONLY, post=Right.MANAGE_BOOKINGS),
    "engagements:call-outcome": partner(answer=POST_ONLY, post=Right.MANAGE_BOOKINGS),
    "engagements:call-cancel": partner(Right.MANAGE_BOOKINGS, post=Right.MANAGE_BOOKINGS),
    "engagements:call-engage": partner(answer=POST_ONLY, post=Right.OPEN_ENGAGEMENT),
    "engagements:engagement-new": partner(Right.OPEN_ENGAGEMENT, post=Right.OPEN_ENGAGEMENT),
    "engagements:engagement-close": client(Right.OPEN_ENGAGEMENT, post=Right.OPEN_ENGAGEMENT),
    "engagements:scope": client(Right.READ_ENGAGEMENT),
    "engagements:scope-edit": client(Right.EDIT_SCOPE, post=Right.EDIT_SCOPE),
    "engagements:scope-advice": client(Right.EDIT_SCOPE),
    "engagements:milestones": client(Right.READ_ENGAGEMENT),
    "engagements:milestone-plan": client(
        answer=POST_ONLY,
        post=frozenset({Actor.PARTNER_OWNER, Actor.PARTNER_CONSULTANT, Actor.PARTNER_ENGINEER}),
    ),
    "engagements:milestone-date": client(
        answer=POST_ONLY,
        post=frozenset({Actor.PARTNER_OWNER, Actor.PARTNER_CONSULTANT, Actor.PARTNER_ENGINEER}),
    ),
    "engagements:milestone-date-answer": client(
        answer=POST_ONLY, post=Right.ACCEPT_MILESTONE, verb="agree"
    ),
    "engagements:milestone-attach": client(answer=POST_ONLY, post=Right.RECORD_MILESTONE),
    "engagements:milestone-step": client(
        answer=POST_ONLY, post=Right.READ_ENGAGEMENT, verb="submit"
    ),
    "engagements:milestone-evidence-file": client(Right.READ_ENGAGEMENT),
    "engagements:milestone-evidence-take-away": client(
        answer=POST_ONLY, post=Right.RECORD_MILESTONE
    ),
    "engagements:people": client(Right.READ_ENGAGEMENT),
    "engagements:people-invite": client(
        Right.INVITE_CLIENT_PEOPLE, post=Right.INVITE_CLIENT_PEOPLE
    ),
    "engagements:people-again": client(answer=POST_ONLY, post=Right.INVITE_CLIENT_PEOPLE),
    "engagements:people-withdraw": client(
        Right.INVITE_CLIENT_PEOPLE, post=Right.INVITE_CLIENT_PEOPLE
    ),
    "engagements:people-remove": client(
        Right.INVITE_CLIENT_PEOPLE, post=Right.INVITE_CLIENT_PEOPLE
    ),
    "engagements:auditor-invite": client(Right.INVITE_AUDITOR, post=Right.INVITE_AUDITOR),
    "engagements:auditor-end": client(Right.INVITE_AUDITOR, post=Right.INVITE_AUDITOR),
    "engagements:staff": partner(Right.MANAGE_PARTNER_PEOPLE),
    "engagements:staff-invite": partner(
        Right.MANAGE_PARTNER_PEOPLE, post=Right.MANAGE_PARTNER_PEOPLE
    ),
    "engagements:staff-again": partner(
        answer=POST_ONLY, post=Right.MANAGE_PARTNER_PEOPLE, invitation_id="staff_invitation"
    ),
    "engagements:staff-withdraw": partner(
        Right.MANAGE_PARTNER_PEOPLE,
        post=Right.MANAGE_PARTNER_PEOPLE,
        invitation_id="staff_invitation",
    ),
    "engagements:staff-remove": partner(
        Right.MANAGE_PARTNER_PEOPLE,
        post=Right.MANAGE_PARTNER_PEOPLE,
        membership_id="staff_membership",
    ),
}

COMPLIANCE = {
    "compliance:templates": partner(Right.SEND_AGREEMENT),
    "compliance:templates-fill": partner(answer=POST_ONLY, post=Right.SEND_AGREEMENT),
    "compliance:remind-all": partner(Right.SEND_AGREEMENT, post=Right.SEND_AGREEMENT),
    "compliance:signing-policy": partner(answer=POST_ONLY, post=Right.MANAGE_PARTNER_PEOPLE),
    "compliance:template": partner(Right.SEND_AGREEMENT),
    "compliance:template-edit": partner(Right.SEND_AGREEMENT, post=Right.SEND_AGREEMENT),
    "compliance:template-changes": partner(Right.SEND_AGREEMENT, answer=NOTHING),  # the first one
    "compliance:agreements": client(Right.READ_ENGAGEMENT),
    "compliance:template-preview": client(answer=POST_ONLY, post=Right.SEND_AGREEMENT),
    "compliance:agreement-new": client(Right.SEND_AGREEMENT, post=Right.SEND_AGREEMENT),
    "compliance:their-paper-new": client(Right.SEND_AGREEMENT, post=Right.SEND_AGREEMENT),
    "compliance:their-paper": client(Right.SEND_AGREEMENT, post=Right.SEND_AGREEMENT),
    "compliance:their-paper-send": client(Right.SEND_AGREEMENT, post=Right.SEND_AGREEMENT),
    "compliance:their-paper-file": client(Right.SEND_AGREEMENT),
    "compliance:their-paper-page": client(
        Right.SEND_AGREEMENT, answer=NOTHING, number="upload_page"
    ),  # not drawn
    "compliance:agreement-new-version": client(
        Right.SEND_AGREEMENT, answer=ELSEWHERE, post=Right.SEND_AGREEMENT
    ),
    "compliance:their-paper-copy": client(Right.SEND_AGREEMENT, answer=NOTHING),  # of a Word file
    "compliance:agreement": client(Right.READ_ENGAGEMENT),
    "compliance:agreement-sign": client(
        Right.SIGN_FOR_CLIENT, but={Actor.PARTNER_SIGNATORY: FOUND}, post=SIGNATORIES
    ),
    "compliance:agreement-phi": client(Right.SEND_AGREEMENT, post=Right.SEND_AGREEMENT),
    "compliance:agreement-on-paper": client(Right.SEND_AGREEMENT, post=Right.SEND_AGREEMENT),
    "compliance:agreement-paper-confirm": client(answer=POST_ONLY, post=SECOND_PERSON),
    "compliance:agreement-paper-return": client(answer=POST_ONLY, post=SECOND_PERSON),
    "compliance:agreement-pass-on": client(
        Right.SIGN_FOR_CLIENT, post=frozenset({Actor.CLIENT_SIGNATORY})
    ),
    "compliance:agreement-revise": client(Right.SEND_AGREEMENT, post=Right.SEND_AGREEMENT),
    "compliance:agreement-changes": client(Right.READ_ENGAGEMENT, answer=NOTHING),  # the first
    "compliance:agreement-remind": client(answer=POST_ONLY, post=Right.SEND_AGREEMENT),
    "compliance:agreement-file": client(Right.READ_ENGAGEMENT, copy="document"),
    "compliance:agreement-end": client(
        Right.READ_ENGAGEMENT, post=Right.READ_ENGAGEMENT, verb="decline"
    ),
    "compliance:vendors": partner(Right.REVIEW_EVIDENCE),
    "compliance:register-fill": partner(answer=POST_ONLY, post=Right.REVIEW_EVIDENCE),
    "compliance:service-new": partner(Right.REVIEW_EVIDENCE, post=Right.REVIEW_EVIDENCE),
    "compliance:service": partner(Right.REVIEW_EVIDENCE),
    "compliance:report": partner(Right.REVIEW_EVIDENCE, post=Right.REVIEW_EVIDENCE),
    "compliance:report-new": partner(Right.REVIEW_EVIDENCE, post=Right.REVIEW_EVIDENCE),
    "compliance:upload-new": partner(Right.REVIEW_EVIDENCE, post=Right.REVIEW_EVIDENCE),
    "compliance:upload": partner(Right.REVIEW_EVIDENCE, post=Right.REVIEW_EVIDENCE),
    "compliance:upload-read-anew": partner(answer=POST_ONLY, post=Right.REVIEW_EVIDENCE),
    "compliance:upload-page": partner(Right.REVIEW_EVIDENCE, number="upload_page"),
    "compliance:request-new": partner(Right.REVIEW_EVIDENCE, post=Right.REVIEW_EVIDENCE),
    "compliance:request": partner(Right.REVIEW_EVIDENCE),
    "compliance:request-nda": partner(Right.REVIEW_EVIDENCE),
    "compliance:request-step": partner(answer=POST_ONLY, post=Right.REVIEW_EVIDENCE, verb="write"),
    "compliance:report-file": partner(Right.REVIEW_EVIDENCE),
    "compliance:report-decide": partner(
        answer=POST_ONLY, post=Right.REVIEW_EVIDENCE, verb="accept"
    ),
    "compliance:evidence": client(Right.READ_ENGAGEMENT),
    "compliance:coverage": client(Right.READ_ENGAGEMENT),
    "compliance:service-name": client(answer=POST_ONLY, post=Right.REVIEW_EVIDENCE),
    "compliance:service-end": client(answer=POST_ONLY, post=Right.REVIEW_EVIDENCE),
    "compliance:held-new": client(Right.REVIEW_EVIDENCE, post=Right.REVIEW_EVIDENCE),
    "compliance:held": client(Right.READ_ENGAGEMENT),
    "compliance:held-file": client(Right.READ_ENGAGEMENT),
    "compliance:chain": client(Right.READ_ENGAGEMENT),
    "compliance:retention": client(Right.READ_ENGAGEMENT),
    "compliance:retention-tell": client(Right.REVIEW_EVIDENCE, post=Right.REVIEW_EVIDENCE),
    "compliance:retention-prove": client(Right.REVIEW_EVIDENCE, post=Right.REVIEW_EVIDENCE),
    "compliance:retention-proof": client(
        Right.READ_ENGAGEMENT, post=Right.REVIEW_EVIDENCE, verb="set_aside"
    ),
    "compliance:retention-file": client(Right.READ_ENGAGEMENT),
    "compliance:dpa-review-new": client(Right.REVIEW_EVIDENCE, post=Right.REVIEW_EVIDENCE),
    "compliance:dpa-review": client(Right.READ_ENGAGEMENT, post=Right.REVIEW_EVIDENCE),
    "compliance:dpa-document": client(Right.READ_ENGAGEMENT),
    "compliance:dpa-changes": client(Right.READ_ENGAGEMENT),
    "compliance:dpa-round": client(answer=POST_ONLY, post=Right.REVIEW_EVIDENCE),
    "compliance:dpa-review-decide": client(
        answer=POST_ONLY, post=Right.REVIEW_EVIDENCE, verb="accept"
    ),
    "compliance:duties": client(Right.READ_ENGAGEMENT),
    "compliance:duties-assign": client(answer=POST_ONLY, post=Right.REVIEW_EVIDENCE),
    "compliance:duty": client(Right.READ_ENGAGEMENT, post=Right.ANSWER_DUTY),
    "compliance:duty-decide": client(answer=POST_ONLY, post=Right.REVIEW_EVIDENCE, verb="accept"),
    "compliance:duty-file": client(Right.READ_ENGAGEMENT),
    "compliance:packets": client(Right.READ_ENGAGEMENT),
    "compliance:packet-ask": client(answer=POST_ONLY, post=Right.BUILD_PACKET),
    "compliance:packet-compare": client(Right.READ_ENGAGEMENT),
    "compliance:packet": client(Right.READ_ENGAGEMENT),
    "compliance:packet-cancel": client(answer=POST_ONLY, post=Right.BUILD_PACKET),
    "compliance:packet-again": client(answer=POST_ONLY, post=Right.BUILD_PACKET),
    "compliance:packet-file": client(Right.DOWNLOAD_PACKET),
    "compliance:auditor": auditor(Right.DOWNLOAD_PACKET),
    "compliance:auditor-compare": auditor(Right.DOWNLOAD_PACKET),
    "compliance:auditor-packet-file": auditor(Right.DOWNLOAD_PACKET),
}

TABLE: dict[str, Row] = ACCOUNT | ROOT | ENGAGEMENTS | COMPLIANCE
