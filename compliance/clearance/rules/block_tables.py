"""For which combinations of facts a service is ruled out, found by asking the rule itself."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

from compliance.clearance.rules.blocks import BlockRule, blocks
from compliance.clearance.rules.deciding import facts_read, scopes, terms_of, words_of
from compliance.vendors.rules import Answer, Position, ServiceFacts, ServiceRole
from engagements.lifecycle.rules import Scope

_ABOUT_A_SERVICE = (
    "The client's data touches it",
    "What it is",
    "Sold under a BAA",
    "Zero retention offered",
    "Its captured setting",
)
_Case = tuple[tuple[str, ...], frozenset[str], ServiceRole]


def blocking_cases(rule: BlockRule) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Give the facts on which a block turns, and every combination of them that is blocked."""
    columns, cases = _cases()
    matter = [at for at in range(len(columns)) if _matters(at, rule.id, cases)]
    rows = dict.fromkeys(
        tuple(words[at] for at in matter) for words, found, _ in cases if rule.id in found
    )
    return tuple(columns[at] for at in matter), tuple(rows)


def asked_of_by(rule: BlockRule) -> frozenset[ServiceRole]:
    """The kinds of services that a block can rule out."""
    return frozenset(role for _, found, role in _cases()[1] if rule.id in found)


def _matters(at: int, rule_id: str, cases: tuple[_Case, ...]) -> bool:
    """Whether two cases that differ in that fact alone come to different ends."""
    ends: dict[tuple[str, ...], set[bool]] = {}
    for words, found, _ in cases:
        ends.setdefault((*words[:at], *words[at + 1 :]), set()).add(rule_id in found)
    return any(len(end) > 1 for end in ends.values())


@cache
def _cases() -> tuple[tuple[str, ...], tuple[_Case, ...]]:
    facts = facts_read([_asking_about(service) for service in _services()])
    columns = (*terms_of(facts), *_ABOUT_A_SERVICE)
    return columns, tuple(
        (
            (*words_of(scope, facts), *_words(service)),
            frozenset(block.id for block in blocks(scope, (service,))),
            service.role,
        )
        for scope in scopes(facts)
        for service in _services()
    )


def _asking_about(service: ServiceFacts) -> Callable[[Scope], object]:
    return lambda scope: blocks(scope, (service,))


def _services() -> Iterator[ServiceFacts]:
    facts = product((False, True), ServiceRole, Answer, Answer, ("", "It says otherwise."))
    for touches, role, baa, retention, contradiction in facts:
        yield ServiceFacts(
            id="service",
            vendor="the vendor",
            name="the service",
            role=role,
            touches_data=touches,
            baa=Position(answer=baa),
            zero_retention=Position(answer=retention),
            contradiction=contradiction,
        )


def _words(service: ServiceFacts) -> tuple[str, ...]:
    return (
        "Yes" if service.touches_data else "No",
        service.role.label,
        service.baa.answer.label,
        service.zero_retention.answer.label,
        "Contradicts the claim" if service.contradiction else "Does not contradict the claim",
    )
