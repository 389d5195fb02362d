"""What stands on the printed record of practice, in the language of whoever prints it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _, _n, current_locale
from matching.practice.assembly.standings import Ledger
from matching.practice.enums import RecordKind
from matching.practice.ledger import EvidenceState
from matching.practice.models import PracticeRecord, PracticeReport, SignUp
from matching.practice.queries import recognitions, statements
from matching.practice.telling.standings import outlook, progress
from matching.teachers.models import TeachingPost
from matching.teachers.telling import group_name

Cell = list[str]  # the first line, and smaller ones under it
Days = Counter[tuple[str, EvidenceState]]


def paper(post: TeachingPost, ledger: Ledger, *, made_by: str) -> dict[str, Any]:
    """Everything but the code; plain words and numbers."""
    standing = ledger.standing
    counted: Days = Counter()
    for stretch in standing.stretches:
        counted[stretch.source, stretch.state] += stretch.period.days
    return {
        "lang": current_locale()[:2],
        "title": _("Record of practice at enterprises"),
        "service": _("School-Enterprise Matching"),
        "name": post.teacher.name,
        "facts": _facts(post, ledger),
        "figures": [
            [_("Certified"), _days(standing.days.certified)],
            [_("Waiting to be certified"), _days(standing.days.waiting)],
            *([[_("Required"), _days(standing.required)]] if standing.required else []),
        ],
        "bar": _bar(ledger),
        "sentences": [progress(standing, ledger.asked), *outlook(standing)],
        "parts": list(_parts(post.teacher_id, counted)),
        "notes": [_("Each day counts once, and only within the five years above.")],
        "made": _("Printed {moment} by {person}").format(
            moment=clock.local(clock.now()).strftime("%Y-%m-%d %H:%M"), person=made_by
        ),
    }


def _facts(post: TeachingPost, ledger: Ledger) -> list[Cell]:
    teacher, window = post.teacher, ledger.standing.window
    taught = [group_name(teacher.subject), teacher.teaches]
    told = [
        [_("School"), post.school.name],
        [_("Staff number"), post.staff_number],
        [_("Kind of teacher"), teacher.kind.label],
        [_("Group of majors"), _(", ").join(filter(None, taught))],
        [_("Teaching since"), teacher.teaching_since.isoformat()],
        [_("Five years counted"), _span(window.first, window.last)],
    ]
    return [each for each in told if each[1]]


def _bar(ledger: Ledger) -> dict[str, float] | None:
    days, required = ledger.standing.days, ledger.standing.required
    if not required:
        return None
    whole = max(required, days.certified + days.waiting)
    return {"certified": 100 * days.certified / whole, "waiting": 100 * days.waiting / whole}


def _parts(teacher_id: int, counted: Days) -> Iterator[dict[str, Any]]:
    records = db.session.execute(statements.records_told(teacher_id)).all()
    earlier = [each for each in records if each[0].kind is RecordKind.EARLIER]
    services = [each for each in records if each[0].kind is not RecordKind.EARLIER]
    stays = [_stay(*each, counted) for each in db.session.execute(statements.stays_told(teacher_id))]
    yield _days_part(_("Practice at posts"), [each for each in stays if each])
    yield _days_part(_("Earlier practice"), [_record(*each, counted) for each in earlier])
    yield _days_part(_("Services to enterprises"), [_record(*each, counted) for each in services])
    yield _recognitions(teacher_id)


def _days_part(title: str, rows: list[list[Cell]]) -> dict[str, Any]:
    return {
        "title": title,
        "head": [
            _("First and last day"),
            _("Enterprise"),
            _("Certified"),
            _("Waiting to be certified"),
            _("Certified by"),
        ],
        "widths": [0, 1, 0, 0, 0],
        "numbers": [2, 3],
        "empty": _("None"),
        "rows": rows,
    }


def _stay(sign_up: SignUp, report: PracticeReport | None, certifier: str | None, counted: Days) -> list[Cell]:
    numbers = _numbers(f"sign_up:{sign_up.id}", counted)
    if numbers == [["0"], ["0"]]:
        return []
    told = [sign_up.offer.enterprise.name, sign_up.offer.title]
    if report is not None:
        told.append(_("Report: {state}").format(state=report.state.label))
    by = (
        [sign_up.school.name, _who_and_when(certifier, sign_up.certified_at)]
        if sign_up.certified_at
        else [""]
    )
    return [_dates(sign_up.starts_on, sign_up.ends_on), told, *numbers, by]


def _record(entry: PracticeRecord, school: str, certifier: str | None, counted: Days) -> list[Cell]:
    told = [entry.enterprise_name, *filter(None, [_kind_of(entry), entry.outcome, entry.document])]
    by = [school, _who_and_when(certifier, entry.decided_at)] if entry.decided_at else [""]
    return [_dates(entry.starts_on, entry.ends_on), told, *_numbers(f"record:{entry.id}", counted), by]


def _kind_of(entry: PracticeRecord) -> str:
    return "" if entry.kind is RecordKind.EARLIER else entry.kind.label


def _recognitions(teacher_id: int) -> dict[str, Any]:
    history = db.session.scalars(recognitions.history_of(teacher_id))
    return {
        "title": _("Dual-qualified teacher"),
        "head": [_("Level of recognition"), _("Recognised on"), _("Valid until"), _("Document")],
        "widths": [0, 0, 0, 1],
        "numbers": [],
        "empty": _("None"),
        "rows": [
            [
                [one.level.label],
                [one.recognised_on.isoformat()],
                [one.valid_until.isoformat() if one.valid_until else ""],
                [one.document],
            ]
            for one in history
            if one.taken_back_at is None
        ],
    }


def _numbers(source: str, counted: Days) -> list[Cell]:
    states = (EvidenceState.CERTIFIED, EvidenceState.WAITING)
    return [[str(counted[source, state])] for state in states]


def _who_and_when(name: str | None, at: datetime | None) -> str:
    day = clock.local(at).date().isoformat() if at else ""
    return _(", ").join(filter(None, [name or "", day]))


def _dates(first: date, last: date) -> Cell:
    return [first.isoformat(), last.isoformat()]


def _span(first: date, last: date) -> str:
    return _("{first} to {last}").format(first=first.isoformat(), last=last.isoformat())


def _days(n: int) -> str:
    return _n("{n} day", "{n} days", n).format(n=n)
