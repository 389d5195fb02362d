"""What an enterprise says of a post for practice, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from matching.practice.enums import PracticeContent, PracticeForm
from matching.practice.models import PracticeOffer

CONTENTS: Mapping[str, PracticeContent] = {content.value: content for content in PracticeContent}


@dataclass(frozen=True, kw_only=True)
class OfferTerms:
    """All of it. `subjects` are groups of majors, none means teachers of any; the allowance is CNY a day."""

    title: str
    learn: str
    contents: frozenset[PracticeContent]
    form: PracticeForm
    subjects: frozenset[str] = frozenset()
    starts_on: date
    ends_on: date
    days_week: int
    seats: int
    mentor: str
    county: str
    address: str
    requirements: str = ""
    safety: str
    allowance_day: int = 0


def terms_of(offer: PracticeOffer) -> OfferTerms:
    """What a stored post says, to compare with and to copy from."""
    as_they_are = [field.name for field in fields(OfferTerms) if field.name not in ("contents", "subjects")]
    return OfferTerms(
        **{name: getattr(offer, name) for name in as_they_are},
        contents=frozenset(CONTENTS[value] for value in offer.contents),
        subjects=offer.subject_codes,
    )
