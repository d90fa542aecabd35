"""A signature drawn beside the typed name: kept, shown, and laid into the document."""

import pytest

from compliance.agreements.certificate import comparison
from compliance.agreements.models import Agreement, Signature
from compliance.agreements.rules import Side, SigningRefused
from tests.compliance.agreements import executed, papers
from tests.compliance.agreements.browsing import page

LINES = "M60 120L90 30L130 120M160 40L160 120"


def test_it_is_kept_with_the_signature(cast, sent):
    with cast.at(cast.lakeview):
        papers.sign(cast, sent, Side.CLIENT, drawing=LINES)

        assert Signature.objects.get().drawing == LINES


def test_what_is_no_drawing_signs_nothing(cast, sent):
    with cast.at(cast.lakeview):
        with pytest.raises(SigningRefused, match="could not be read"):
            papers.sign(cast, sent, Side.CLIENT, drawing="M1 1<script>")

        assert not Signature.objects.exists()
        assert Agreement.objects.get().state == "sent"


def test_the_page_shows_it(cast, engagement, sent, sign_in):
    with cast.at(cast.lakeview):
        papers.sign(cast, sent, Side.CLIENT, drawing=LINES)

    answer = sign_in(cast.pavel).get(page(engagement, "agreement", sent.pk))

    assert f'<path d="{LINES}"' in answer.text
    assert "The drawn signature of Samuel Sign" in answer.text


def test_the_certificate_says_how_each_of_them_signed():
    whole = executed.papers(executed.agreement())
    whole.signatures[Side.CLIENT].drawing = LINES

    told = {row[0].term: tuple(fact.value for fact in row) for row in comparison(whole).rows}

    assert told["Signature given as"] == ("Typed name, and a drawing beside it", "Typed name")
