"""Who will miss days in the coming half-years, by subject, and which open posts would close these gaps."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from matching.kernel.periods import Period
from matching.practice.assembly.filling import days_of
from matching.practice.assembly.standings import Ledger, ledgers_of
from matching.practice.ledger import EvidenceState, inside
from matching.practice.ledger.filling import Fill, fill
from matching.practice.ledger.forecast import half_years, missing
from matching.practice.models import PracticeOffer
from matching.teachers.models import TeachingPost

HALF_YEARS = 3


@dataclass(frozen=True)
class Prospect:
    """A teacher, and the days missing today and at the ends of the coming half-years."""

    post: TeachingPost
    ledger: Ledger
    missing: tuple[int, ...]

    def fits(self, offer: PracticeOffer) -> bool:
        """Whether days are missing at the end, the post is for the subject, and its days are not planned."""
        codes = offer.subject_codes
        if not self.missing[-1] or (codes and self.post.teacher.subject not in codes):
            return False
        held = inside(self.ledger.stretches, Period(offer.starts_on, offer.ends_on))
        return all(one.state is not EvidenceState.PLANNED for one in held)


@dataclass(frozen=True)
class SubjectLine:
    """Of one subject: how many teachers there are, and on each day how many are short and by how much."""

    subject: str
    teachers: int
    short: tuple[int, ...]
    missing: tuple[int, ...]


@dataclass(frozen=True)
class Candidate:
    """A teacher whom a post fits, and how far it goes."""

    prospect: Prospect
    filled: Fill


@dataclass(frozen=True)
class Chance:
    """An open post, the teachers to invite next by one click, and the days these would have less to go."""

    offer: PracticeOffer
    fitting: int
    invited: int
    next: tuple[Candidate, ...]

    @property
    def closes(self) -> int:
        """The days it takes off the gaps of those who are next."""
        return sum(one.filled.days for one in self.next)


def days_looked_at(today: date) -> tuple[date, ...]:
    """Today, and the last days of the coming half-years."""
    return (today, *half_years(today, HALF_YEARS))


def prospects_of(posts: Collection[TeachingPost], today: date) -> list[Prospect]:
    """Of whom a number is asked, who misses the deadline soonest first."""
    ledgers = ledgers_of([post.teacher for post in posts], today)
    found = [
        _prospect(post, ledgers[post.teacher_id], days_looked_at(today))
        for post in posts
        if ledgers[post.teacher_id].standing.required
    ]
    return sorted(found, key=lambda one: one.ledger.standing.urgency)


def lines_of(prospects: Iterable[Prospect]) -> list[SubjectLine]:
    """By subject, the most missing days at the end first."""
    by_subject: defaultdict[str, list[Prospect]] = defaultdict(list)
    for one in prospects:
        by_subject[one.post.teacher.subject].append(one)
    lines = [_line(subject, theirs) for subject, theirs in by_subject.items()]
    return sorted(lines, key=lambda line: (-line.missing[-1], line.subject))


def sum_of(lines: Sequence[SubjectLine]) -> SubjectLine:
    """All subjects together."""
    return SubjectLine(
        "",
        sum(line.teachers for line in lines),
        tuple(map(sum, zip(*(line.short for line in lines), strict=True))),
        tuple(map(sum, zip(*(line.missing for line in lines), strict=True))),
    )


def candidates(
    offer: PracticeOffer, prospects: Iterable[Prospect], today: date, known: Collection[int] = ()
) -> Iterator[Candidate]:
    """Whom a post fits and nobody knows yet, the most urgent first, with the days it fills."""
    given = days_of(offer, today)
    for one in prospects:
        if one.post.teacher_id not in known and one.fits(offer):
            filled = fill(one.ledger.stretches, one.missing[-1], given)
            if filled.days:
                yield Candidate(one, filled)


def chances(
    offers: Iterable[PracticeOffer],
    prospects: Sequence[Prospect],
    today: date,
    *,
    invited: Mapping[int, Mapping[int, bool]],
    most: int,
) -> list[Chance]:
    """The posts that would close most, so many of them; `invited` says of each whose answer is open."""
    short = Counter(one.post.teacher.subject for one in prospects if one.missing[-1])
    worth = {offer: _worth(offer, short, today) for offer in offers}
    ranked = sorted(
        (offer for offer in worth if worth[offer] or offer.id in invited), key=lambda offer: -worth[offer]
    )
    found = (_chance(offer, prospects, today, invited.get(offer.id, {})) for offer in ranked)
    return list(islice((one for one in found if one.next or one.invited), most))


def _prospect(post: TeachingPost, ledger: Ledger, days: Iterable[date]) -> Prospect:
    since = post.teacher.teaching_since
    return Prospect(
        post,
        ledger,
        tuple(missing(ledger.stretches, ledger.asked, on=day, since=since) for day in days),
    )


def _line(subject: str, theirs: Sequence[Prospect]) -> SubjectLine:
    by_day = list(zip(*(one.missing for one in theirs), strict=True))
    return SubjectLine(
        subject,
        len(theirs),
        tuple(sum(map(bool, day)) for day in by_day),
        tuple(map(sum, by_day)),
    )


def _chance(
    offer: PracticeOffer, prospects: Sequence[Prospect], today: date, invited: Mapping[int, bool]
) -> Chance:
    seats = max(offer.free - sum(invited.values()), 0)
    return Chance(
        offer,
        fitting=sum(one.fits(offer) for one in prospects),
        invited=len(invited),
        next=tuple(islice(candidates(offer, prospects, today, invited), seats)),
    )


def _fitting(offer: PracticeOffer, short: Mapping[str, int]) -> int:
    codes = offer.subject_codes
    return sum(count for subject, count in short.items() if not codes or subject in codes)


def _worth(offer: PracticeOffer, short: Mapping[str, int], today: date) -> int:
    """The days it gives to as many as fit and find a seat."""
    return min(offer.free, _fitting(offer, short)) * sum(one.days for one in days_of(offer, today))
