"""What a result of a test says: that all was well, that it was not, or that nothing occurred."""

import re

from compliance.vendors.rules.reading.results import MARKED, TURN, is_clean

_FAULT = (
    r"(?:exceptions?|deviations?|findings?|issues?|non-?conformit(?:y|ies)|discrepanc(?:y|ies)"
    r"|non-?compliance|anomal(?:y|ies)|irregularit(?:y|ies)|shortcomings?|weakness(?:es)?|failures?"
    r"|defects?|departures?|variances?|deficienc(?:y|ies)|errors?|gaps?|instances?|objections?)"
)
_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a single|several|some)"
)
_ALL_WELL = re.compile(
    rf"\b(?:no|without|free of|nor|zero|nil|0)\s+(?:\w+\s+){{0,3}}?{_FAULT}\b|^\W*none\b(?! of)"
    r"|\bnothing (?:to|came|was|further|that)\b|\bin order\b|\bas (?:\w+ )?(?:described|designed"
    r"|intended|expected|stated|required|specified|prescribed|planned|documented)\b|\b(?:satisf\w+|compl(?:ied|iant|ies)"
    r"|conform(?:s|ed|ant)|effective(?:ly)?|pass(?:ed)?|ok|okay|yes|positive|clean|met|confirmed"
    r"|acceptable|adequate)\b|^\W*[✓✔√☑●]\W*$|^\W*(?:nil|none|ne)\W*$",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:not|never|cannot|nor|late|later|overdue|delay\w*|lack\w*|missing|absent|incomplete"
    r"|outstanding|remain\w*|fail\w*|exceptions?|deviat\w+|exceed\w*|beyond|older|only|instead"
    r"|unable|inoperative|ineffective|partial\w*|expired|skipped|postponed|retained access|still"
    r"|without|unapproved|unsigned|undocumented|unresolved|insufficient|after|no longer"
    r"|deficien\w+|omitted|short of|no (?:evidence|record|ticket|approval|sign\w*|document\w*|proof"
    r"|trace|date|review|owner|response|entry|log|test|report))\b|n['’]t\b",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    r"\b(?:was|were|had|did|has|have|could|is|are) not\b|\b(?:late|overdue|missing|lacked"
    r"|exceeded|no (?:evidence|record|approval|proof|trace|document\w*))\b"
    r"|\b(?:an?|one|two|three|\d+) (?:exceptions?|deviations?)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\b{_NUMBER}(?:\s*\(\d+\))?\s+(?:\w+ )?(?:(?:out )?of|in)\s+(?:the |our |a |all )?"
    r"(?:sample of )?(?:\(?\d+|[a-z]+ )|\b\d+\s*/\s*\d+\b",
    re.IGNORECASE,
)
_IDLE = re.compile(
    r"\b(?:did|does) not (?:occur|arise|take place|happen)\b"
    r"|\bno (?:\w+[ -]){0,5}?(?:occurred|arose|took place|happened|were (?:reported|recorded|raised"
    r"|declared|required))\b|\bno (?:such )?(?:occurrences?|instances?|events?|population)\b"
    r".{0,60}\b(?:period|year)\b|\bthere (?:were|was) no\b.{0,80}\b(?:period|year|occurrences?)\b"
    r"|\b(?:could|was|were|is|be) not (?:be )?(?:test(?:ed|able)|applicable)\b|\bnot tested\b"
    r"|\b(?:nothing|none|no items?|no cases?|no instances?) (?:could|was|were|that could|to)"
    r"(?: be)? (?:(?:available|left|there) (?:to|for) )?"
    r"(?:test\w*|sampl\w*|inspect\w*|select\w*|examin\w*)\b"
    r"|\bno (?:test\w*|sample) (?:of|was|were|could)\b.{0,60}\b(?:perform|possib|drawn|select)"
    r"|\bno (?:occasion|opportunity|need|reason|population|items?) to\b"
    r"|\bunable to (?:be )?test|\bnon-?occurrence\b|^\W*n\W?/?a\W*$|^\W*not applicable\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\W*(?:there (?:was|were|had been|have been) )?(?:no|none|nothing|nobody)\b[^.;]*?[,;.\s–—-]"
    r"(?:so|and|hence|thus|therefore|consequently|accordingly|as a result|which is why|we)\b"
    r"[^.;]{0,80}?(?:\b(?:did|was|were|had|has|could) (?:not|never|nothing)\b[^.;]{0,30}?"
    r"\b(?:test\w*|operate\w*|run|called (?:up)?on|invoked|triggered|exercised|come into play)"
    r"|\bhad nothing to\b|\bleft nothing to\b)",
    re.IGNORECASE,
)
"""Nothing came up, and what follows from it: the control had nothing to do."""
_UNSHOWN = re.compile(
    r"\W*(?:there (?:was|were) )?no (?:\w+[ -]){0,3}?(?:evidence|records?|logs?|document\w*|proof"
    r"|trace|minutes|reviews?|approvals?|sign-?offs?|reconciliations?|checks?|owner|restore|tests?"
    r"|training|polic(?:y|ies)|procedures?|assessments?)\b[^.;,]{0,50}?\b(?:kept|retained|available"
    r"|provided|produced|found|shown|located|made|done|performed|carried out|held|existed|in place"
    r"|maintained|given)\b",
    re.IGNORECASE,
)
"""What should have been there was not: that is an exception, though it could not be tested."""
_UNUSED = re.compile(
    r"\W*(?:the )?control (?:was |did |has |had )?not (?:been )?(?:operated?|performed|executed"
    r"|exercised|occur|required|needed|triggered|invoked)\b.{0,60}?(?:[.;:,–—-]|\b(?:because|as"
    r"|since|for))\s*(?:there (?:was|were) )?(?:no|none|nothing)\b"
    r"|\W*(?:the )?control (?:was |did |has )?not (?:been )?(?:operated?|performed|required|needed)"
    r" (?:in|during|within) (?:the|this) (?:examination |reporting |review )?(?:period|year)\b"
    r"|\W*(?:carved[- ]out|carve[- ]out|not in scope|out of scope|not examined"
    r"|outside the scope)\b",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\W*(?:please )?(?:see|refer(?:red)? to|as|same as|cf\.?|tested (?:with|under|in)"
    r"|covered by)\b",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\W*(?:fail(?:ed)?|no|exceptions?|deviations?|ineffective|✗|✘|x|\N{MULTIPLICATION SIGN})\W*",
    re.I,
)


def says_clean(text: str) -> bool:
    """Whether a result says that all was well, wherever in it, and takes nothing of it back."""
    if TURN.search(text):
        return False
    if is_clean(text) or _ALL_WELL.fullmatch(text.strip(" .")):
        return True
    found = _ALL_WELL.search(text)
    if not found or MARKED.match(text):
        return False
    rest = _ALL_WELL.sub(" ", text)
    return not _BAD.search(rest) and not (_SHARE.search(rest) and not found[0].startswith("no"))


def says_idle(text: str) -> bool:
    """Whether nothing happened that the control was for, so that it could not be tested."""
    if _SHARE.search(text) or _UNSHOWN.match(text):
        return False
    return bool(
        _NOTHING.match(text)
        or _UNUSED.match(text)
        or (_IDLE.search(text) and not MARKED.match(text))
    )


def says_odd(text: str) -> bool:
    """Whether a sentence reads like an exception: so many of so many, late, missing or not done."""
    if says_clean(text) or says_idle(text):
        return False
    turned = TURN.search(text) and (_SHARE.search(text) or _BAD.search(text))
    told = _UNDONE.search(text) or (_SHARE.search(text) and _BAD.search(text))
    return bool(MARKED.match(text) or turned or told)


def differs(text: str) -> bool:
    """Whether a cell says something else than that all was well, among cells that mostly do."""
    if says_clean(text) or says_idle(text):
        return False
    if len(text.split()) < 2 or len(text) < 6:
        return bool(_MARK.fullmatch(text))
    points = _POINTER.match(text) and len(text.split()) < 14
    return not points or bool(MARKED.match(text))
