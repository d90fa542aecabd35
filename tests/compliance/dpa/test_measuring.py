"""Figures of reading DPAs are counted as the labels mean them."""

from compliance.dpa.measuring import compare, compare_pair, tell_pair
from compliance.reading.rules import Verdict, paper_of

TEXT = """\
The Provider shall notify the Customer of a personal data breach within 48 hours.

The Provider shall delete or return all Personal Data upon termination.
"""


def verdicts(elements, element):
    judged = compare(paper_of(TEXT), {"elements": elements})
    return [one.verdict for one in judged if one.element == element]


def label(anchor, **more):
    return {"present": True, "anchor": anchor, **more}


def test_an_item_in_its_place_is_found_and_elsewhere_misplaced():
    there = {"breach-notice": label("personal data breach within 48 hours")}
    elsewhere = {"breach-notice": label("delete or return all")}

    assert verdicts(there, "breach-notice") == [Verdict.FOUND]
    assert verdicts(elsewhere, "breach-notice") == [Verdict.MISPLACED]


def test_what_the_label_calls_absent_must_not_be_proposed():
    absent = {"present": False, "anchor": None}

    assert verdicts({"28(3)(g)": absent, "28(2)": absent}, "28(3)(g)") == [Verdict.INVENTED]
    assert verdicts({"28(3)(g)": absent, "28(2)": absent}, "28(2)") == [Verdict.ABSENT]


def test_strength_time_and_stance_have_figures_of_their_own():
    elements = {
        "breach-notice": label(
            "within 48 hours", strength="full", value={"number": 48, "unit": "hours"}
        ),
        "deletion": label("delete or return all", strength="full", value=None),
        "training-on-data": {"present": False, "anchor": None, "stance": "silent"},
    }

    assert verdicts(elements, "strength") == [Verdict.FOUND, Verdict.MISPLACED]
    assert verdicts(elements, "time") == [Verdict.FOUND, Verdict.FOUND]
    assert verdicts(elements, "stance") == [Verdict.FOUND]
    counted = [one for one in compare(paper_of(TEXT), {"elements": elements}) if one.counts]
    assert {one.element for one in counted} == set(elements)


def test_labels_of_another_shape_are_no_fault():
    assert list(compare(paper_of(TEXT), {})) == []
    assert list(compare(paper_of(TEXT), {"elements": ["28(2)", {"x": 1}]})) == []
    assert list(compare_pair(paper_of(TEXT), paper_of(TEXT), {"changes": "none"})) == []


def test_a_change_is_right_when_its_kind_and_its_weight_are():
    newer = TEXT.replace("48 hours", "72 hours")
    edited = {"id": "hours", "kind": "edited", "old": "48 hours", "new": "72 hours"}
    labels = {
        "changes": [
            {**edited, "material": True},
            {**edited, "material": False},
            {"id": "end", "kind": "unchanged-in-substance", "old": "delete or return",
             "new": "delete or return", "material": False},
        ]
    }  # fmt: skip

    judged = list(compare_pair(paper_of(TEXT), paper_of(newer), labels))

    assert [one.verdict for one in judged if one.element == "changes"] == [
        Verdict.FOUND,
        Verdict.MISPLACED,
        Verdict.ABSENT,
    ]
    assert not any(one.counts for one in judged)


EDITED = {"id": "hours", "kind": "edited", "old": "48 hours", "new": "72 hours", "material": True}
NEWER = TEXT.replace("48 hours", "72 hours").replace("delete or return all", "delete all")


def weights(labels):
    judged = compare_pair(paper_of(TEXT), paper_of(NEWER), labels)
    return [one.verdict for one in judged if one.element == "material changes"]


def test_what_a_reviewer_is_made_to_look_at_has_precision_and_recall():
    weightless = {**EDITED, "material": False}
    gone = {"id": "gone", "kind": "removed", "old": "nowhere", "new": None, "material": True}

    assert weights({"changes": [EDITED]}) == [Verdict.FOUND]
    assert weights({"changes": [weightless]}) == [Verdict.INVENTED]
    assert weights({"changes": [EDITED, gone]}) == [Verdict.FOUND, Verdict.MISSED]


def test_a_change_beyond_the_labels_is_wrong_only_where_they_are_complete():
    assert weights({"changes": [EDITED]}) == [Verdict.FOUND]
    assert weights({"changes": [EDITED], "complete": True}) == [Verdict.FOUND, Verdict.INVENTED]


def test_every_change_is_told_with_its_label():
    told = list(tell_pair(paper_of(TEXT), paper_of(NEWER), {"changes": [EDITED]}))

    assert [(one["kind"], one["material"], one["label"]) for one in told] == [
        ("edited", True, "hours"),
        ("edited", True, None),
    ]
    assert "72 hours" in told[0]["new"]
    assert told[0]["new_page"] == 1
