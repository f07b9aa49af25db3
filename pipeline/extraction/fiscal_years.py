"""Fiscal and school years: "in fiscal year 2024", "in the 2023-24 school year"."""

import dataclasses

from pipeline import models
from pipeline.extraction import calendar_words as cal
from pipeline.extraction.calendar_words import UNKNOWN, Days
from pipeline.extraction.day_rules import Groups
from pipeline.extraction.vantage import Vantage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FiscalYear:
    """When a country's government begins its fiscal year, and which calendar year names it: `start` or `end`.

    Without `named_by` only "2023-24" is sure, not "2024".
    """

    country: str
    month: int
    named_by: str = ""


def fiscal_year(found: Groups, vantage: Vantage) -> Days:
    """The fiscal year of the country's government: the United States began theirs of 2024 on 1 October 2023.

    Cities, states and companies have others: "its fiscal 2024" stays open, and in the United States "fiscal
    2023-24", as the federal year is never written.
    """
    if (found.get("whose") or found.get("whose2")) and not found.get("federal"):
        return UNKNOWN
    country = vantage.country or "US"
    kind = next((row for row in models.load("fiscal_years.csv", FiscalYear) if row.country == country), None)
    if kind is None:
        return UNKNOWN
    year = int(found["year"] or 0)
    year += 2000 if year < 100 else 0
    if found["year_end"]:
        if country == "US" or not follows(year, found["year_end"]):
            return UNKNOWN
        start = year
    elif kind.named_by:
        start = year - (kind.named_by == "end")
    else:
        return UNKNOWN
    first = cal.months(start, kind.month, kind.month)[0]
    return first, cal.days_on(cal.moved(first, "year", 1), -1) if first else None


def fiscal_years(found: Groups, vantage: Vantage) -> Days:
    """ "In fiscal years 2022 and 2023": from the first day of the one to the last of the other."""
    first = fiscal_year({**found, "year_end": None}, vantage)[0]
    return first, fiscal_year({**found, "year": found["last"], "year_end": None}, vantage)[1]


def follows(year: int, end: str | None) -> bool:
    """Whether "24" is the year after 2023."""
    return int(end or 0) % 100 == (year + 1) % 100


def school_year(found: Groups, vantage: Vantage) -> Days:
    """July to June, as US school statistics count it; September to August in Britain."""
    year = int(found["year"] or 0)
    if not follows(year, found["year_end"]):
        return UNKNOWN
    first = cal.months(year, 9 if vantage.country == "GB" else 7, 12)[0]
    return first, cal.days_on(cal.moved(first, "year", 1), -1) if first else None
