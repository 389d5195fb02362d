"""The sentences a student, a parent or a teacher reads."""

from matching.headless.assembly import Bar, Outcome, Told
from matching.kernel.i18n import DEFAULT, _, _n, current_locale


def sentence(told: Told) -> str:
    """Why this wish ended as it did."""
    whole = {
        "placed": _placed,
        "outranked": _outranked,
        "closed": lambda _told: _("Too few students came together here, so it does not open."),
        "major": lambda told: _("It is only for {majors}.").format(majors="、".join(told.slot.majors)),
        "unranked": lambda _told: _("The enterprise did not put you on its list."),
        "not_needed": _not_needed,
    }
    return whole[told.reason](told)


def _placed(told: Told) -> str:
    if told.fixed:
        return _("This slot was given to you beforehand.")
    here = _("This is your slot: of {applicants} who wanted it you came {rank}.").format(
        applicants=told.applicants, rank=told.rank
    )
    return _one_after_the_other(here, _by_lottery(told))


def _outranked(told: Told) -> str:
    if told.rank is None:
        return _("There was no seat for you.")
    ahead = _n(
        "{n} person who also wanted it came before you, so none was left.",
        "{n} people who also wanted it came before you, so none was left.",
        told.rank - 1,
    ).format(n=told.rank - 1)
    return _one_after_the_other(ahead, _bar(told), _by_lottery(told), _group(told), _waiting(told))


def _one_after_the_other(*sentences: str) -> str:
    return ("" if current_locale() == DEFAULT else " ").join(filter(None, sentences))


def _bar(told: Told) -> str:
    bar = told.bar
    if bar.score is not None and told.score is not None:
        return _("The last one let in has {bar}, you have {own}.").format(bar=bar.score, own=told.score)
    return ""


def _by_lottery(told: Told) -> str:
    return _("Between equals the lottery number decided.") if told.by_lottery else ""


def _group(told: Told) -> str:
    return _("All seats of the group {group} are taken.").format(group=told.group) if told.group else ""


def _waiting(told: Told) -> str:
    return _("You are number {n} on the waiting list.").format(n=told.waiting) if told.waiting else ""


def _not_needed(told: Told) -> str:
    if told.fixed:
        return _("Not looked at: another slot was given to you beforehand.")
    return _("Not needed: you have a slot that you want more.")


def placed_as(outcome: Outcome, number: str) -> str:
    """In a word or two, how a student got their slot, or that they have none."""
    told = next((one for one in outcome.told[number] if one.reason == "placed"), None)
    if told is None:
        return _("No slot") if outcome.told[number] else _("No wishes")
    if told.fixed or told.wish is None:
        return _("Given beforehand")
    return _("Wish {n}").format(n=told.wish)


def bar_in_words(bar: Bar, around: Bar | None = None) -> str:
    """What somebody needed to get in; `around` is the bar of the group around a slot."""
    if bar.closed:
        return _("Does not open: too few")
    if not bar.full and around is not None and around.full:
        return _("All seats of its group are taken: {bar}").format(bar=bar_in_words(around))
    if not bar.full:
        return _("Seats are left; everybody who could come got in")
    if bar.lottery is None:
        return _("All seats were given beforehand")
    if bar.position is not None:
        return _("Place {n} of the ranking").format(n=bar.position)
    if bar.score is not None:
        return _("{score}; among equals lottery number {n} or lower").format(score=bar.score, n=bar.lottery)
    return _("Lottery number {n} or lower").format(n=bar.lottery)


def promises(outcome: Outcome) -> list[str]:
    """What may be claimed of this result, and no more."""
    guarantees = outcome.guarantees
    said = [
        (guarantees.stable, _("Nobody was passed over: where you would rather be, others come before you.")),
        (guarantees.student_optimal, _("No other fair result is better for any student.")),
        (guarantees.truthful, _("It pays for nobody to list other wishes than the true ones.")),
    ]
    return [words for holds, words in said if holds]
