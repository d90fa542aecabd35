"""The rules of clearance, one page each, for anybody: nothing of a client stands on them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from compliance.clearance.rules import Explanation, explanations
from portal.ui.pages import render_page
from portal.ui.parts import Column, Fact, Link


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every rule with what it asks and where that is written."""
    rows = [
        [Link(one.id, reverse("rule", args=(one.id,))), one.title, one.cited]
        for one in explanations()
    ]
    columns = [Column("Rule", whole=True), *_columns(("What it asks", "Cited"))]
    context = {"columns": columns, "rows": rows}
    return render_page(request, page="rules.html", context=context)


@require_GET
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: what it asks, of whom, for which facts, what settles it, and the ways out."""
    found = _rule(rule_id)
    context = {
        "rule": found,
        "crumbs": [Link("Rules of clearance", reverse("rules"))],
        "facts": [Fact(term, words) for term, words in found.facts],
        # The outcome first: on a phone each row becomes a small list under its first cell.
        "columns": _columns(_outcome_first(found.table.columns)),
        "outcomes": [_outcome_first(row) for row in found.table.rows],
    }
    return render_page(request, page="rule.html", context=context)


def _rule(rule_id: str) -> Explanation:
    for one in explanations():
        if one.id == rule_id:
            return one
    raise Http404


def _outcome_first(row: tuple[str, ...]) -> tuple[str, ...]:
    *facts, outcome, cited = row or ("", "")
    return (outcome, *facts, cited)


def _columns(labels: tuple[str, ...]) -> list[Column]:
    return [Column(label) for label in labels]
