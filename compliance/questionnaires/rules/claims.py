"""Four claims that a record can speak against, found only where the words are plain.

A sentence that denies, hopes, asks for or tells of somebody else is never taken for a claim:
nothing said is better than something wrong.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_LOOKED_AT = 4_000
NO_CERTIFICATION = (
    "HHS recognises no certification of compliance with HIPAA; what the Security Rule asks for is "
    "an evaluation (45 CFR 164.308(a)(8))."
)


@dataclass(frozen=True, slots=True)
class Unmet:
    """A requirement about one service that is not met: its `sentence` says why.

    `names` are those of the service and its vendor.
    """

    names: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What a record says where answers make claims.

    `reported` are vendors of whom SOC 2 reports are accepted, `own` the names of client and
    partner. `baas` and `retention` are the unmet requirements of these kinds; `retention_met`
    says that one about retention is met, so that a claim may be about that service.
    """

    reported: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    baas: tuple[Unmet, ...] = ()
    retention: tuple[Unmet, ...] = ()
    retention_met: bool = False


def spoken_against(question: str, answer: str, remark: str, record: OnRecord) -> tuple[str, ...]:
    """What the record says against an answer, in sentences; nothing where no claim is plain."""
    texts = (question, answer, remark)
    if max(map(len, texts)) > LONGEST_LOOKED_AT or not any(map(_SPOKEN_OF.search, texts)):
        return ()
    said = list(_sentences(f"{answer}\n{remark}"))
    if _YES.match(answer) and not any(_HEDGED.search(one) for one in said):
        said += [_AS_SAID.sub("we", one) for one in _sentences(question)]
    found: dict[str, None] = {}
    for sentence in said:
        found |= dict.fromkeys(_against(sentence, record))
    return tuple(found)


def _against(sentence: str, record: OnRecord) -> Iterator[str]:
    if _HEDGED.search(sentence):
        return
    if _CERTIFIED.search(sentence) and not _PEOPLE.search(sentence):
        yield NO_CERTIFICATION
    if _soc2_of_ours(sentence, record):
        vendors = ", ".join(record.reported)
        yield (
            f"The SOC 2 reports on record are those of vendors ({vendors}), and speak for their "
            "systems alone."
        )
    if _ZERO.search(sentence) and _ON.search(sentence) and not record.retention_met:
        yield from _of_services(sentence, record.retention, record, alone=True)
    if _BAA.search(sentence) and _DONE.search(sentence):
        yield from _of_services(sentence, record.baas, record, alone=False)


def _soc2_of_ours(sentence: str, record: OnRecord) -> bool:
    """Whether somebody says "we are SOC 2 compliant", and only vendors' reports are there."""
    if not record.reported or _named(sentence, record.names) or _OTHERS.search(sentence):
        return False
    ours = {name.casefold() for name in record.own}
    if any(vendor.casefold() in ours for vendor in record.reported):
        return False
    return bool(_SOC2.search(sentence))


def _of_services(
    sentence: str, unmet: Sequence[Unmet], record: OnRecord, *, alone: bool
) -> Iterator[str]:
    """What is unmet of the services that a sentence names; of all, if it names none of any kind."""
    named = [one for one in unmet if _named(sentence, one.names)]
    if not named and alone and not _named(sentence, record.names) and not _OTHERS.search(sentence):
        named = list(unmet)
    yield from (one.sentence for one in named)


def _named(sentence: str, names: Sequence[str]) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence, re.IGNORECASE) for name in names
    )


def _sentences(text: str) -> Iterator[str]:
    for one in re.split(r"(?<=[.;!?])\s+|\n", text):
        if one.strip():
            yield " ".join(one.split())


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


_SPOKEN_OF = re.compile(r"HIPAA|SOC ?2|retention|ZDR|BAA|business associate", re.IGNORECASE)
_YES = _words(r"yes\b")
# In a question with the answer yes, "are you" says "we are".
_AS_SAID = _words(r"(?:you|your (?:company|organi[sz]ation|firm|service|platform))\b")
_HEDGED = re.compile(
    r"\b(?:no|not|none|never|nor|neither|without|cannot|isn|aren|don|doesn|won|plan(?:s|ned|ning)?"
    r"|will|shall|would|should|could|may|might|if|once|until|unless|when|pending|expect(?:s|ed)?"
    r"|in progress|under way|to be|request(?:s|ed)?|asked|appl(?:y|ied|ying)|seek(?:s|ing)?"
    r"|working towards?|future|eligible|available|optional(?:ly)?|similar|equivalent|aligned"
    r"|require(?:s|d|ment)?|need(?:s|ed)?|must|templates?|drafts?|offer(?:s|ed)?"
    r"|partial(?:ly)?|except|instead|used to|formerly|previously|expired|lapsed)\b|n[’']t\b",
    re.IGNORECASE,
)
_OTHERS = _words(
    r"(?:vendors?|providers?|suppliers?|hosts?|hosting|hosted|sub-?contractors?|sub-?processors?"
    r"|third[- ]part(?:y|ies)|data cent(?:er|re)s?|cloud|infrastructure|they|their|its|whose|which"
    r"|customers?|clients?|partners?|aws|amazon|azure|microsoft|google|gcp|openai|anthropic)\b"
)
_PEOPLE = _words(
    r"(?:staff|employees?|people|personnel|persons?|workforce|train(?:ed|ing)|courses?|individuals?"
    r"|professionals?|team|officers?|members?|engineers?|consultants?|who)\b"
)
_CERTIFIED = _words(r"HIPAA[- ]?(?:security |privacy )?(?:certified|certification|certificate)\b")
_TYPE = r"(?: \(?type (?:1|2|I|II)\)?)?"
_HOLDING = rf"(?:fully |now )?SOC ?2{_TYPE}[ -](?:certified|compliant|attested)"
_HELD = rf"(?:an? |our own )?SOC ?2{_TYPE} (?:certification|certificate|attestation)"
_SOC2 = re.compile(
    rf"\bwe (?:are|have been) {_HOLDING}\b|\b(?:are|is) we {_HOLDING}\b"
    rf"|\b(?:do )?we (?:have|hold) {_HELD}\b|^(?:yes[,.:]? )?{_HOLDING}\.?$",
    re.IGNORECASE,
)
_ZERO = re.compile(r"\bzero[- ](?:data[- ])?retention\b|\bZDR\b", re.IGNORECASE)
_ON = _words(
    r"(?:is|are) (?:on|set|active)\b|(?:enabled|configured|in place|in force|under|with)\b"
    r"|(?:have|has|uses?|using|operat(?:es?|ing))\b"
)
_BAA = _words(r"(?:BAAs?|business associate (?:agreement|addendum|contract)s?)\b")
_DONE = _words(r"(?:in place|signed|executed|in force|have|has|concluded|yes)\b")
