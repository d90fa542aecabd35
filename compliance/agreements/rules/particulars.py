"""What an agreement is kept by: its parties, and the days that it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from compliance.agreements.rules.templates import PARTICULARS, Value, ValuesRefused

LAST_DAY = "agreement.last_day"
"""The placeholder of the last day in force, for templates that let one be named."""


@dataclass(frozen=True)
class Particulars:
    """Between whom an agreement is made, and its days: the first, and the last if it names one."""

    client_name: str
    partner_name: str
    effective_on: date
    ends_on: date | None = None


def particulars(values: Mapping[str, Value]) -> Particulars:
    """Pick the parties and the days out of values that `read_values` gave.

    Refuses with `ValuesRefused` an agreement that would end before it takes effect.
    """
    client, partner, effective = (values[name] for name in PARTICULARS)
    starts_on = date.fromisoformat(str(effective))
    last = values.get(LAST_DAY)
    ends_on = date.fromisoformat(str(last)) if last else None
    if ends_on is not None and ends_on < starts_on:
        raise ValuesRefused("The last day lies before the day on which the agreement takes effect.")
    return Particulars(str(client), str(partner), starts_on, ends_on)
