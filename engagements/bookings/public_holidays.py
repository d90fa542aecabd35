"""The public holidays of a country, as the `holidays` package knows them."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays
from holidays import registry


@dataclass(frozen=True)
class PublicHolidays(Container[date]):
    """Every public holiday of a country (ISO 3166, two letters); of none when it is empty."""

    country: str

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and bool(self.country) and day in _of(self.country, day.year)

    def after(self, day: date, *, most: int) -> list[tuple[date, str]]:
        """The next holidays with their names."""
        if not self.country:
            return []
        known = _of(self.country, day.year) | _of(self.country, day.year + 1)
        return sorted(row for row in known.items() if row[0] > day)[:most]


@lru_cache(maxsize=1)
def countries() -> list[tuple[str, str]]:
    """Code and English name of every country whose holidays are known, by name."""
    rows = (
        (codes[1], name.replace("_", " ").title()) for name, codes in registry.COUNTRIES.items()
    )
    return sorted(rows, key=lambda row: row[1])


@lru_cache(maxsize=64)
def _of(country: str, year: int) -> dict[date, str]:
    try:
        found = holidays.country_holidays(country, years=year, language="en_US")
    except NotImplementedError:
        return {}
    return dict(found.items())
