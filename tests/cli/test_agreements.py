"""An agreement carries the document as shown and the evidence of what was signed."""

import json
from hashlib import sha256

from countersign_cli.agreements import check_shown
from countersign_cli.reading import Embedded
from countersign_cli.report import State
from pyhanko.pdf_utils.generic import StreamObject

SHOWN = b"%PDF-1.7 the document"
DIGEST = sha256(SHOWN).hexdigest()


def carried(shown: bytes = SHOWN, *, agreed: str = DIGEST, signed: str = DIGEST):
    evidence = {
        "agreement": {"document_sha256": agreed},
        "signatures": [
            {"side": "client", "shown_sha256": DIGEST},
            {"side": "partner", "shown_sha256": signed},
        ],
    }
    contents = {"as-shown.pdf": shown, "evidence.json": json.dumps(evidence).encode()}
    return {
        name: Embedded(name=name, stream=StreamObject(stream_data=content))
        for name, content in contents.items()
    }


def test_the_document_that_both_signed_is_the_one_inside():
    verdict = check_shown(carried())

    assert verdict.state is State.GOOD
    assert "2 signatures" in verdict.sentence


def test_another_document_inside_is_told_for_everybody_who_signed():
    verdict = check_shown(carried(b"%PDF-1.7 another"))

    assert verdict.state is State.BAD
    assert len(verdict.reasons) == 3


def test_a_signature_on_another_document_is_told():
    verdict = check_shown(carried(signed="0" * 64))

    assert verdict.state is State.BAD
    assert verdict.reasons[0].startswith("The signature of the partner")


def test_a_file_that_carries_something_else_as_well_is_not_judged_here():
    more = carried() | {"more.txt": carried()["as-shown.pdf"]}

    assert check_shown(more) is None
