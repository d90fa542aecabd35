"""The reading rules that come with the portal, out of their TOML."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.retention.rules.comparing import Absent, Check, ReadingRule
from compliance.retention.rules.paths import check_path
from engagements.lifecycle.rules import Refused


class LibraryInvalid(Refused):
    """The rules' text cannot be read; says where."""


@dataclass(frozen=True, kw_only=True)
class Without:
    """Services for which no settings call is documented, and what is kept instead."""

    services: tuple[str, ...]
    says: str
    source: str
    as_of: date


@dataclass(frozen=True)
class Library:
    """Every rule, and every service that is known to have none."""

    rules: tuple[ReadingRule, ...]
    without: tuple[Without, ...]

    def for_service(self, key: str) -> tuple[ReadingRule, ...]:
        """The rules for one service of the register, by its key."""
        return tuple(rule for rule in self.rules if key in rule.services)

    def by_key(self, key: str) -> ReadingRule | None:
        """One rule, if there is such a one."""
        return next((rule for rule in self.rules if rule.key == key), None)

    def said_of(self, key: str) -> Without | None:
        """What is known of a service without a settings call."""
        return next((one for one in self.without if key in one.services), None)


def read_library(text: str) -> Library:
    """Read the rules. Refuses with `LibraryInvalid` what lacks a source, a date or a check."""
    try:
        document = tomllib.loads(text)
        rules = tuple(_rules(document))
        without = tuple(_without(raw) for raw in document.get("without", []))
    except (tomllib.TOMLDecodeError, TypeError, ValueError, KeyError, Refused) as error:
        raise LibraryInvalid(f"The reading rules cannot be read: {error}.") from None
    if len({rule.key for rule in rules}) < len(rules):
        raise LibraryInvalid("Two reading rules have the same key.")
    return Library(rules, without)


def _rules(document: Mapping[str, Any]) -> Iterator[ReadingRule]:
    for raw in document["rule"]:
        given = dict(raw)
        checks = tuple(_check(one) for one in given.pop("check"))
        shape = tuple(_check(one) for one in given.pop("shape", []))
        if not (checks and given["source"].strip() and isinstance(given["as_of"], date)):
            raise LibraryInvalid(f"{given['key']} lacks a check, a source or a date")
        yield ReadingRule(
            checks=checks,
            shape=shape,
            accounts=tuple(given.pop("accounts", [])),
            services=tuple(given.pop("services")),
            **given,
        )


def _check(raw: Mapping[str, Any]) -> Check:
    check_path(raw["path"])
    return Check(
        path=raw["path"],
        any_of=tuple(raw.get("any_of", [])),
        unknown=tuple(raw.get("unknown", [])),
        absent=Absent(raw.get("absent", Absent.UNKNOWN)),
    )


def _without(raw: Mapping[str, Any]) -> Without:
    return Without(
        services=tuple(raw["services"]),
        says=raw["says"],
        source=raw["source"],
        as_of=raw["as_of"],
    )
