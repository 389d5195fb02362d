"""An allocation as people read it: every number comes from the frozen answer, and names no other teacher."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from matching.kernel.i18n import _, _n
from matching.kernel.moments import spoken
from matching.kernel.sentences import joined
from matching.practice.enums import Barred
from matching.practice.models import Allocation

PLACED, OUTRANKED, NOT_NEEDED = "placed", "outranked", "not_needed"
Entry = Mapping[str, Any]


class Ruler(NamedTuple):
    """The picture: of `total` who wanted the post, the first `cut` got in, and this teacher is `me`."""

    total: int
    cut: int
    me: int
    waiting: int | None


class Line(NamedTuple):
    """One teacher in the queue of a post."""

    rank: int
    teacher_id: int
    nth: int
    got: bool
    waiting: int | None
    order: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What became of one post a teacher ranked."""

    nth: int
    outcome: str
    title: str
    enterprise: str
    sentence: str
    note: str
    ruler: Ruler | None
    got: bool
    unused: bool


@dataclass(frozen=True, kw_only=True)
class Story:
    """The whole explanation of one teacher's result."""

    headline: str
    summary: str
    post: Entry | None
    first_day: date | None
    last_day: date | None
    order: str
    choices: tuple[Choice, ...]


def story_of(allocation: Allocation, teacher_id: int) -> Story | None:
    """The explanation of one teacher, in the current language; None who took no part."""
    answer = next((one for one in allocation.result["answers"] if one["teacher"] == teacher_id), None)
    if answer is None:
        return None
    frozen = next(one for one in allocation.frozen["teachers"] if one["id"] == teacher_id)
    posts = {post["id"]: post for post in allocation.frozen["posts"]}
    got = posts.get(answer["post"])
    return Story(
        headline=_("You get your choice {n}").format(n=answer["nth"]) if got else _("No post this time"),
        summary=_summary(answer),
        post=got,
        first_day=date.fromisoformat(got["starts_on"]) if got else None,
        last_day=date.fromisoformat(got["ends_on"]) if got else None,
        order=order_told(frozen, allocation.frozen["on"]),
        choices=tuple(
            _choice(number, entry, posts[entry["post"]], answer)
            for number, entry in enumerate(answer["choices"], start=1)
        ),
    )


def order_told(teacher: Entry, on: str) -> str:
    """Where a teacher comes among those who want the same post, and why."""
    if not teacher["priority"]:
        return _("No number of days is asked of general subjects, so others come first.")
    if teacher["deadline"] is None:
        return _("The six months are missing already, so this teacher comes among the first.")
    if teacher["deadline"] <= on:
        sentence = _("The six months were to be reached by {day}. Whoever is longer overdue comes first.")
    else:
        sentence = _("The six months have to be reached by {day}. Whoever has less time comes first.")
    return sentence.format(day=spoken(date.fromisoformat(teacher["deadline"])))


def queue_of(allocation: Allocation, post_id: int) -> list[Line]:
    """Everybody who wanted a post and was compared there, in the order in which they come."""
    teachers = {teacher["id"]: teacher for teacher in allocation.frozen["teachers"]}
    lines = [
        Line(
            entry["rank"],
            answer["teacher"],
            number,
            entry["reason"] == PLACED,
            entry["waiting"],
            order_told(teachers[answer["teacher"]], allocation.frozen["on"]),
        )
        for answer in allocation.result["answers"]
        for number, entry in enumerate(answer["choices"], start=1)
        if entry["post"] == post_id and entry["rank"] is not None
    ]
    return sorted(lines)


def why_without(answer: Entry) -> str:
    """Why somebody has no post, in a few words."""
    if any(entry["reason"] == OUTRANKED for entry in answer["choices"]):
        return _("Every seat went to teachers with less time left")
    return _("None of the posts could be given")


def claims(certificate: Entry) -> Iterator[dict[str, Any]]:
    """What the machine has proved of the whole answer, for the list of checks."""
    guarantees = certificate["guarantees"]
    yield {
        "label": _("Nobody was passed over"),
        "text": _("No teacher would rather have a post that went to somebody who comes later."),
        "ok": guarantees["stable"] and not certificate["breaches"],
    }
    yield {
        "label": _("No seat too many"),
        "text": _("Every post was given to as many teachers at most as it had free seats."),
        "ok": not certificate["breaches"],
    }
    yield {
        "label": _("The true order was the best"),
        "text": _("Nobody could have got more by another order of choices."),
        "ok": guarantees["truthful"],
    }


def _summary(answer: Entry) -> str:
    if answer["post"] is not None:
        return _("Your choices were looked at one by one, in your order.")
    if any(entry["reason"] == OUTRANKED for entry in answer["choices"]):
        return _("Every seat you wanted went to teachers with less time left. It is no judgement of you.")
    return _("None of the posts you ranked could be given to you. The reason stands beside each.")


def _choice(number: int, entry: Entry, post: Entry, answer: Entry) -> Choice:
    reason = entry["reason"]
    compared = reason in (PLACED, OUTRANKED)
    return Choice(
        nth=number,
        outcome=_outcome(reason),
        title=post["title"],
        enterprise=post["enterprise"],
        sentence=_sentence(entry, answer),
        note=_tie(entry),
        ruler=Ruler(
            entry["applicants"], min(entry["seats"], entry["applicants"]), entry["rank"], entry["waiting"]
        )
        if compared
        else None,
        got=reason == PLACED,
        unused=reason == NOT_NEEDED,
    )


def _outcome(reason: str) -> str:
    return {
        PLACED: _("Got it"),
        OUTRANKED: _("Others came first"),
        NOT_NEEDED: _("Not needed"),
    }.get(reason, _("Not possible"))


def _sentence(entry: Entry, answer: Entry) -> str:
    reason = entry["reason"]
    if reason == OUTRANKED:
        return _outranked(entry)
    told = {
        PLACED: _("Free seats: {seats}. You were number {rank}.").format(
            seats=entry["seats"], rank=entry["rank"]
        ),
        NOT_NEEDED: _("You got choice {n}, which you wanted more.").format(n=answer["nth"]),
        Barred.WITHDRAWN: _("The enterprise no longer offered it."),
        Barred.BEGUN: _("Its first day had come."),
        Barred.FULL: _("It had no free seat."),
        Barred.AGAIN: _("You had signed up for it yourself."),
        Barred.BUSY: _("You held a seat of “{title}” on these days.").format(title=entry["other"]),
    }
    return told[reason]


def _outranked(entry: Entry) -> str:
    seats = _n("{n} free seat.", "{n} free seats.", entry["seats"]).format(n=entry["seats"])
    ahead = _n(
        "{n} teacher who wanted it comes before you.",
        "{n} teachers who wanted it come before you.",
        entry["ahead"],
    ).format(n=entry["ahead"])
    return joined([seats, ahead])


def _tie(entry: Entry) -> str:
    if not (entry["by_lottery"] and entry["tied"]):
        return ""
    return _n(
        "{n} other had the same deadline; the lottery decided.",
        "{n} others had the same deadline; the lottery decided.",
        entry["tied"],
    ).format(n=entry["tied"])
