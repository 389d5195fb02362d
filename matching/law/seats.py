"""Checks of numbers of interns: their share of all staff of the host, and of the same kind of post."""

from matching.law.book import Rule
from matching.law.check import Check, found
from matching.law.facts import SlotFacts
from matching.law.finding import N_, Finding
from matching.law.units import share_floor


def host_cap(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Interns of all schools against all staff of the host."""
    message = N_(
        "Room for {room} interns, you want {seats}. {percent} % of {staff} staff on post is {cap}; "
        "{others} interns are there already."
    )
    return _over(slot.on_post_staff, slot.other_interns_host, slot, rule, message=message)


def post_cap(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Interns of all schools in one post against the staff in the same kind of post."""
    message = N_(
        "Room for {room} interns in this post, you want {seats}. {percent} % of {staff} staff in the same "
        "kind of post is {cap}; {others} interns are there already."
    )
    return _over(slot.same_post_staff, slot.other_interns_post, slot, rule, message=message)


def _over(staff: int | None, others: int, slot: SlotFacts, rule: Rule, *, message: str) -> Finding | None:
    if staff is None or slot.seats is None:
        return None
    cap = share_floor(rule.value, staff)
    if slot.seats + others <= cap:
        return None
    room = max(cap - others, 0)
    return found(
        rule,
        message,
        about="seats",
        passes=room,
        room=room,
        seats=slot.seats,
        percent=str(rule.value),
        staff=staff,
        cap=cap,
        others=others,
    )


SEAT_CHECKS = (
    Check("INT-26", "seats", N_("Share of the same kind of post"), post_cap),
    Check("INT-25", "seats", N_("Share of all staff"), host_cap),
)
