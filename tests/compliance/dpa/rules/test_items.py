"""The checklist has everything that Article 28 lists and what language models add."""

from compliance.dpa.rules import CHECKLIST_VERSION, ITEM, ITEMS, ItemGroup


def test_every_letter_of_article_28_3_is_a_required_item_that_always_applies():
    for letter in "abcdefgh":
        item = ITEM[f"28(3)({letter})"]
        assert f"GDPR Art. 28(3)({letter})" in item.citations
        assert item.required
        assert not item.may_not_apply


def test_sub_processors_and_transfers_are_required():
    assert all(ITEM[name].required for name in ("28(3)", "28(2)", "28(4)", "transfers"))


def test_what_models_add_is_the_partners_standard_and_says_so_by_citing_nothing():
    models = [item for item in ITEMS if item.group is ItemGroup.MODELS]

    assert {"training-on-data", "retention", "zero-retention", "human-review"} <= {
        item.id for item in models
    }
    assert all(item.citations == () for item in models)


def test_only_the_law_is_cited_and_everything_else_cites_it():
    others = [item for item in ITEMS if item.group is not ItemGroup.MODELS]

    assert all(item.citations for item in others)


def test_ids_are_unique_and_items_ask_questions():
    assert len(ITEM) == len(ITEMS)
    assert all(item.asks.endswith("?") for item in ITEMS)


def test_every_group_has_items_and_a_heading():
    assert {item.group for item in ITEMS} == set(ItemGroup)
    assert all(group.label for group in ItemGroup)


def test_the_list_has_a_version():
    assert CHECKLIST_VERSION == "2026.1"
