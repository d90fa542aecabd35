"""What becomes of the words of a mail."""

from portal.mail import outbox
from tests.cast import NOON


def test_the_text_keeps_an_apostrophe_and_the_page_of_it_is_escaped(cast):
    with cast.at(cast.northgate):
        mail = outbox.post(
            to="o@example.test",
            template="invitation",
            at=NOON,
            name="<b>O'Brien</b>",
            org="Harbor & Sons",
            role="Client owner",
            inviter="Nadia",
            path="/x/",
            until=None,
        )

    assert mail.subject == "Nadia invites you to Harbor & Sons on Countersign"
    assert "Hello <b>O'Brien</b>," in mail.text
    assert "<b>O" not in mail.html
    assert "Harbor &amp; Sons" in mail.html


def test_an_answer_goes_to_the_person_who_is_to_be_answered(cast):
    with cast.at(cast.northgate):
        mail = outbox.post(
            to="o@example.test",
            template="invitation",
            at=NOON,
            reply_to=cast.nadia.email,
            name="Olga",
            org="Harbor",
            role="Client owner",
            inviter="Nadia",
            path="/x/",
            until=None,
        )

    assert outbox.message_of(mail).reply_to == [cast.nadia.email]


def test_a_subject_with_very_long_names_is_cut_and_not_refused(cast):
    with cast.at(cast.northgate):
        mail = outbox.post(
            to="o@example.test",
            template="invitation",
            at=NOON,
            name="Olga",
            org="Harbor " * 60,
            role="Client owner",
            inviter="Nadia",
            path="/x/",
            until=None,
        )

    assert len(mail.subject) == 300
