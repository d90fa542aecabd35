"""Finds what becomes of the data at the end, and how compliance is shown: (g), (h), audits."""

import re
from collections.abc import Sequence

from compliance.dpa.rules.finding.candidates import Proposal, Strength
from compliance.dpa.rules.finding.cues import DATA, SUB, Cue, Weighed, confidence, places, weigh
from compliance.dpa.rules.finding.units import Unit
from compliance.reading.rules import Duration, Paper, durations

_DELETES = (
    r"\b(?:delet(?:e|es|ed|ing|ion)|destr(?:oy|oys|oyed|oying|uction)|eras(?:e|es|ed|ing|ure)|"
    r"remov(?:e|es|ed|al)|"
    r"purg(?:e|es|ed|ing)|wip(?:e|ed)|anonymi[sz]e[ds]?|dispos(?:e|al))\b"
)
_RETURNS = (
    r"\b(?:return(?:s|ed|ing)?|retriev\w+|export\w*|hand(?:ed)? over|transfer(?:red)? back|"
    r"make available to the \w+ all|download\w*|give back)\b"
)
_ENDS = (
    r"terminat|expir|end of (?:the )?(?:provision|services?|contract|agreement|term|processing|"
    r"subscription|engagement)|cessation|ceas|conclusion|completion|no longer|uninstall|cancel|"
    r"clos(?:e|ure)|after the (?:end|provision)|(?:upon|at|"
    r"on) (?:\w+'?s? ){0,4}(?:written )?(?:request|"
    r"instruction|choice|option|direction|discretion)|offboarding|deactivat|end of services|"
    r"upon deletion|"
    r"(?:your|verified) request|following"
)
DELETION = (
    Cue(
        2.5,
        own=_DELETES,
        says=(_ENDS,),
        not_=r"right to (?:erasure|be forgotten)|rectif|restriction|portab|request(?:s)? (?:from|"
        r"by) (?:a )?"
        r"data subjects?|accidental|unauthori[sz]ed|access rights|user access|daily|"
        r"keys?\b.{0,20}rotat",
        likelier=(
            (_RETURNS, 0.8),
            (r"\b(?:all|any|every|copies)\b", 0.5),
            (rf"{DATA}", 0.3),
            (r"delet\w+[^/]* / |return[^/]* / |terminat[^/]* / ", 1),
            (r"certif|confirm", -0.3),
            (r"retain|backup", -0.3),
            (r"duration", -0.8),
        ),
    ),
    Cue(
        1.4,
        own=_DELETES,
        says=(DATA,),
        under=r"delet\w+|return|retention|offboarding",
        not_=r"right to (?:erasure|be forgotten)|rectif|accidental|daily|user access",
        likelier=((r"(?:delet|return)\w*[^/]* / ", 0.5),),
    ),
    Cue(
        2,
        own=rf"{_RETURNS}.{{0,80}}{DATA}",
        says=(_ENDS,),
        likelier=((r"delet\w+[^/]* / |return[^/]* / ", 0.7),),
        not_=r"refund|data subject",
    ),
)
INFORMATION = (
    Cue(
        3,
        own=r"\b(?:demonstrat\w*|show\w*|evidenc\w*|prov(?:e|es|ing)|verif\w*|confirm\w*|"
        r"establish)\b.{0,80}"
        r"(?:compl(?:ian|ies|y)|obligations|adher)|evidence of (?:\w+ ){0,2}compliance|"
        r"28\(3\)\(h\)",
        says=(
            r"\b(?:information|documentation|records?|evidence|documents?|answers?|responses?|"
            r"reports?)\b",
            r"\b(?:mak\w+|provid\w*|giv\w+|suppl\w+|furnish\w*|disclos\w*|available|submit\w*|"
            r"have|has)\b",
        ),
        not_=rf"{SUB} .{{0,30}}(?:shall|will) ",
        likelier=(
            (r"\ball (?:\w+ )?information", 0.7),
            (r"audit|inspect", 0.5),
            (r"audit[^/]* / |compliance[^/]* / |information[^/]* / ", 0.5),
        ),
    ),
)


_ALLOWS = (
    r"\b(?:allow\w*|permit\w*|contribut\w*|conduct\w*|perform\w*|carry out|carried out|right to|"
    r"entitled to|"
    r"may|can|grant\w*|submit to|cooperat\w*|co-operat\w*|undergo|facilitat\w*|agree\w*|appoint|"
    r"enabl\w*|commission\w*|subject to)\b"
)
_REPORTS = (
    r"(?:audits?|certifi\w+|attestation|assessments?|soc ?2|iso ?27001|penetration[- ]test\w*|"
    r"security compliance)"
    r"[^.]{0,40}(?:reports?|certifi\w+|summar\w+|results?|documentation)|reports? [^.]{0,40}audit|"
    r"third[- ]party audits or certif"
)
_OWN_AUDITS = (
    r"audit (?:log|trail|record|entr|chain|pipeline)|regular(?:ly)? (?:\w+ ){0,3}audit|"
    r"internal audit|"
    r"audit-logged|allowing anyone to audit|audits of its own|audit logging|themselves audited|"
    r"reviewed and audited|soc 2 type .{0,20}audit is"
)
AUDITS = (
    Cue(
        3,
        own=r"\b(?:audit(?:s|ed|ing)?|inspect(?:s|ion|ions|ed)?)\b",
        says=(_ALLOWS,),
        not_=rf"{_OWN_AUDITS}|auditors? (?:is|are|must|shall)\b|impact assessment|^\W*costs? ",
        customer_owes=True,
        likelier=(
            (
                r"allow for|contribute|conduct|perform|carry out|right to|permit|grant access|"
                r"cooperate with",
                1,
            ),
            (
                r"neither .{0,60} nor .{0,40}has to|need not|not be required to|"
                r"has to give access",
                -2.5,
            ),
            (r"audit[^/]* / |inspection[^/]* / ", 0.7),
            (
                r"not be entitled|does not host|no more than|once per|normal business hours|"
                r"minimi[sz]e|"
                r"disrupt|confidential|reimburs|at (?:its|their) own",
                -0.5,
            ),
            (r"shall be carried out in accordance with|clause 8\.9", -0.7),
        ),
    ),
    Cue(
        2,
        own=_REPORTS,
        says=(r"\b(?:provid\w*|mak\w*|shar\w*|suppl\w*|available|copy|copies)\b",),
        not_=_OWN_AUDITS,
        likelier=((r"audit[^/]* / |certif[^/]* / ", 0.7),),
    ),
    Cue(
        1.5,
        own=r"\breviews?\b.{0,60}(?:available|permitted|conducted)|on-?site inspection",
        under=r"audit|review|inspection",
        customer_owes=True,
    ),
)
_REAL_AUDIT = re.compile(
    r"(?:allow|contribute to|permit|right (?:to|of)|may|entitled to|grant access|submit to|"
    r"undergo|cooperate with|"
    r"(?:shall|will) be able to|agrees? to)\b.{0,110}\b(?:audit|inspect)|\b(?:audits?|"
    r"inspections?)\b.{0,60}\bby (?:the )?"
    r"(?:customer|controller|client|company|auditor)|conducting or commissioning an on-site audit"
)
_PAPERS = re.compile(
    r"(?:summar\w+|reports?|results|copies) of (?:\w+ ){0,3}audits?|audit (?:reports?|summar\w+|"
    r"documents)"
)
_OF_CLAUSES = re.compile(r"audits? described in|clause 8|standard contractual clauses|\bsccs\b")
_ONLY_PAPER = (
    r"does not host|not be entitled to an? (?:on-?site )?audit|only where required|"
    r"written information request|"
    r"mutually agree to appoint|in lieu of|satisf(?:y|ied) .{0,40}(?:by|"
    r"through) (?:the )?(?:review|provi)|"
    r"no on-?site|exclusively by"
)
_NOTICE_OF_AUDIT = re.compile(r"notice|notif|advance|prior", re.IGNORECASE)


def ending(paper: Paper, units: Sequence[Unit]) -> list[Proposal]:
    """What the document says of (g), (h), the time of deletion and audits."""
    ends = weigh(units, DELETION, least=1.4)
    audits = weigh(units, AUDITS, least=1.5)
    found = [
        _deletion_or_return(paper, units, ends),
        _time_of_deletion(paper, ends),
        _audits(paper, units, audits),
        _information(paper, weigh(units, INFORMATION), audits),
    ]
    return [one for one in found if one]


def _deletes(one: Weighed) -> bool:
    return bool(re.search(_DELETES, one.unit.own))


def _deletion_or_return(
    paper: Paper, units: Sequence[Unit], ends: list[Weighed]
) -> Proposal | None:
    if not any(_deletes(one) for one in ends):
        return None
    near = {one.unit.section for one in ends}
    returned = any(re.search(_RETURNS, one.unit.text) for one in ends) or any(
        unit.section in near
        and re.search(r"delet|return", unit.titles)
        and re.search(_RETURNS, unit.own)
        for unit in units
    )
    how = Strength.FULL if returned else Strength.WEAK
    reason = (
        "Data is deleted or returned at the end."
        if returned
        else "Data is deleted, but the customer cannot choose to have it returned."
    )
    return Proposal("28(3)(g)", places(paper, ends), how, reason, confidence(ends))


def _time_of_deletion(paper: Paper, ends: list[Weighed]) -> Proposal | None:
    deleting = [one for one in ends if _deletes(one)]
    if not deleting:
        return None
    timed = [(one, time) for one in deleting if (time := _time(one))]
    if timed:
        timed.sort(key=lambda pair: -_time_points(*pair))
        value = timed[0][1]
        shown = places(paper, [pair[0] for pair in timed], deleting)
        return Proposal(
            "deletion", shown, Strength.FULL, "A time is named.", confidence(deleting), value
        )
    reason = "No time is named here; it may stand in another document."
    return Proposal("deletion", places(paper, deleting), Strength.WEAK, reason, 0.5)


def _time(one: Weighed) -> Duration | None:
    times = [
        time
        for time in durations(one.unit.own)
        if not re.search(
            r"(?:notice|every|least|retained for|object\w*) (?:\w+ ){0,3}$",
            one.unit.own[: time.start][-40:],
        )
    ]
    return times[0] if times else None


def _time_points(one: Weighed, time: Duration) -> float:
    own = one.unit.own
    points = one.points
    points += (
        1.5 if re.search(r"within|no later|not exceed|after", own[max(0, time.start - 40) :]) else 0
    )
    points -= 1 if re.search(r"backup|archiv", own) else 0
    points -= 1 if re.search(r"give .{0,30}notice|may request|may retrieve|export", own) else 0
    points -= 0.7 if re.search(r"certif", own) else 0
    return points


def _audits(paper: Paper, units: Sequence[Unit], audits: list[Weighed]) -> Proposal | None:
    if not audits:
        return None
    clauses = " ".join(one.unit.text for one in audits)
    real = _is_real(audits) and not re.search(_ONLY_PAPER, clauses)
    how = Strength.FULL if real else Strength.WEAK
    reason = (
        "The customer may audit or inspect."
        if real
        else "Only reports or written answers are offered, or an audit depends on the vendor."
    )
    value = _notice_of_audit(units, audits)
    return Proposal("audit", places(paper, audits), how, reason, confidence(audits), value)


def _is_real(weighed: Sequence[Weighed]) -> bool:
    return any(
        _REAL_AUDIT.search(_PAPERS.sub("", one.unit.text)) and not _OF_CLAUSES.search(one.unit.text)
        for one in weighed
    )


def _notice_of_audit(units: Sequence[Unit], audits: list[Weighed]) -> Duration | None:
    """The notice an audit needs: a time beside "notice" where audits are spoken of."""
    near = {one.unit.section for one in audits}
    lists = {one.unit.clause.index for one in audits}
    for unit in units:
        if unit.section not in near and unit.clause.parent not in lists:
            continue
        if not re.search(r"audit|inspect", f"{unit.titles} {unit.text}"):
            continue
        for time in durations(unit.own):
            around = unit.own[max(0, time.start - 45) : time.end + 45]
            if _NOTICE_OF_AUDIT.search(around) and not re.search(r"breach|incident", around):
                return time
    return None


def _information(paper: Paper, shown: list[Weighed], audits: list[Weighed]) -> Proposal | None:
    if not shown:
        return None
    clauses = " ".join(one.unit.text for one in (*shown, *audits))
    audited = _is_real((*shown, *audits))
    paper_only = re.search(_ONLY_PAPER, clauses) and not re.search(
        r"\ball (?:\w+ )?information", clauses
    )
    if audited and not paper_only:
        how, reason = (
            Strength.FULL,
            "Information that shows compliance is given, audits are allowed.",
        )
    else:
        how, reason = Strength.WEAK, "Information is offered, but no audits or inspections."
    return Proposal("28(3)(h)", places(paper, shown), how, reason, confidence(shown))
