"""Every rule explained in the same parts, all of them taken from the rule itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from compliance.clearance.rules.block_tables import asked_of_by, blocking_cases
from compliance.clearance.rules.blocks import BLOCK_RULES, BlockRule, ways_out_of
from compliance.clearance.rules.catalogue import RULES, strongest
from compliance.clearance.rules.deciding import combinations, facts_read, terms_of
from compliance.clearance.rules.lasting import counts_for
from compliance.clearance.rules.rule import Ground, Rule
from compliance.vendors.rules import ServiceRole
from engagements.lifecycle.rules import Remedy

_BY_FACTS = (
    ("Settled by", "No paper. One of the facts has to change."),
    (
        "It lasts",
        "As long as the newest position of the service in the partner's register says no.",
    ),
)
_BY_EVIDENCE = (
    ("Settled by", "A later capture of the setting that agrees with the claim."),
    (
        "It lasts",
        "From the day on which the capture is handed in, before any second person looks at it, "
        "until a later one settles it or a second person sets it aside.",
    ),
)
_ENDS = ("Outcome", "Cited")
NAMES = {"service": "the service", "vendor": "the vendor"}


@dataclass(frozen=True)
class Reason:
    """Why something is asked or ruled out: `when` it holds, the words, and where it is written.

    `own` says why it is there where that is nowhere.
    """

    when: str
    why: str
    basis: str
    citations: tuple[str, ...]
    own: str = ""

    @property
    def where(self) -> str:
        """Where it is written, or why it is asked all the same."""
        return "; ".join(self.citations) or self.own or "No section is cited."


@dataclass(frozen=True)
class DecisionTable:
    """For each combination of facts the outcome and what is cited; `otherwise` for the rest.

    The last two columns are these two.

    Without rows `otherwise` holds for every engagement.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    otherwise: str = ""


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One rule on one page. `facts` are terms with their sentences, `related` ids of other rules.

    `remedies` are the ways out, where no paper mends what the rule finds.
    """

    id: str
    title: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    table: DecisionTable
    reasons: tuple[Reason, ...]
    related_as: str
    related: tuple[str, ...]
    remedies: tuple[Remedy, ...] = ()

    @property
    def citations(self) -> tuple[str, ...]:
        """Everything that is cited, each once."""
        return tuple(dict.fromkeys(one for reason in self.reasons for one in reason.citations))

    @property
    def cited(self) -> str:
        """What a list of rules says of it: everything that is cited, or that nothing is."""
        return "; ".join(self.citations) or "Nothing: a rule of the portal’s own"


@cache
def explanations() -> tuple[Explanation, ...]:
    """Every rule and every block, in the order of the catalogue."""
    return (*map(_rule, RULES), *map(_block, BLOCK_RULES))


def _rule(rule: Rule) -> Explanation:
    settled_by = rule.settled_by.format(**NAMES)
    return Explanation(
        id=rule.id,
        title=_title(rule.title),
        sentence=f"Owed by the {rule.owed_by}, and settled by {settled_by}.",
        facts=(
            ("Asked of", _asked_of(rule.roles) + _only_with(rule)),
            ("Owed by", f"The {rule.owed_by}."),
            ("Settled by", f"{_capital(settled_by)}."),
            ("It counts", f"{_capital(counts_for(rule.kind))}."),
            (
                "Stage it gates",
                f"{rule.gates.label}: that stage is not over before this is met, and go-live is "
                "not accepted.",
            ),
        ),
        table=_table_of(rule),
        reasons=tuple(
            Reason(one.condition.words, one.why, one.basis.label, one.citations, one.own)
            for one in rule.grounds
        ),
        related_as="Ruled out by",
        related=tuple(block.id for block in BLOCK_RULES if _meet(rule, block)),
    )


def _block(block: BlockRule) -> Explanation:
    columns, rows = blocking_cases(block)
    return Explanation(
        id=block.id,
        title=_title(block.title),
        sentence=f"This blocks when {block.when}.",
        facts=(
            ("Asked of", _asked_of(asked_of_by(block))),
            *(_BY_EVIDENCE if block.by_evidence else _BY_FACTS),
            ("What it holds up", "Everything: nothing is cleared, and go-live is not accepted."),
        ),
        table=DecisionTable(
            (*columns, *_ENDS),
            tuple((*row, "Blocked", _cited(block.citations)) for row in rows),
            "Every other combination of these facts is not blocked by this rule.",
        ),
        reasons=(Reason(block.when, _title(block.reason), "", block.citations, block.own),),
        related_as="Rules out",
        related=tuple(rule.id for rule in RULES if _meet(rule, block)),
        remedies=ways_out_of(block),
    )


def _table_of(rule: Rule) -> DecisionTable:
    facts = facts_read(ground.condition.holds for ground in rule.grounds)
    if not facts:
        return DecisionTable((), (), f"{_outcome(rule.grounds)}.")
    rows = tuple((*row.facts, *_ends(rule.grounds_in(row.scope))) for row in combinations(facts))
    return DecisionTable((*terms_of(facts), *_ENDS), rows)


def _ends(grounds: tuple[Ground, ...]) -> tuple[str, str]:
    return _outcome(grounds), _cited(one for ground in grounds for one in ground.citations)


def _outcome(grounds: tuple[Ground, ...]) -> str:
    if not grounds:
        return "Not asked"
    return f"Asked: {strongest(grounds).label.lower()}"


def _cited(citations: Iterable[str]) -> str:
    return "; ".join(citations)


def _meet(rule: Rule, block: BlockRule) -> bool:
    return rule.kind is block.kind and bool(rule.roles & asked_of_by(block))


def _asked_of(roles: frozenset[ServiceRole]) -> str:
    if not roles:
        return "The engagement, once."
    if roles == frozenset(ServiceRole):
        return "Every vendor service that touches the client's data, one by one."
    words = " or ".join(_labels(roles))
    return f"Every vendor service that touches the client's data and is a {words}, one by one."


def _only_with(rule: Rule) -> str:
    return (
        " Only where the report that counts names such controls." if rule.of_user_controls else ""
    )


def _labels(roles: frozenset[ServiceRole]) -> Iterator[str]:
    for role in ServiceRole:
        if role in roles:
            first, _, rest = role.label.partition(" ")
            yield f"{first.lower()} {rest}"


def _title(words: str) -> str:
    return _capital(words.format(**NAMES))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
