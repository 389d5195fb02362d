"""Who hears of a step of a practice report."""

from typing import Any

from matching.access.roles import Role
from matching.db import db
from matching.organisations.queries import staff_ids
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post, post_all
from matching.practice.models import PracticeReport


def tell_of_return(report: PracticeReport) -> None:
    """The teacher, with what is to be changed."""
    _tell(Letter.REPORT_RETURNED, report, reason=report.why)


def tell_of_acceptance(report: PracticeReport) -> None:
    """The teacher."""
    _tell(Letter.REPORT_ACCEPTED, report)


def ask_for_worth(report: PracticeReport) -> None:
    """The enterprise; the letter names no teacher: the page behind it does."""
    offer = report.sign_up.offer
    readers = db.session.execute(staff_ids(frozenset({offer.enterprise_id}), Role.ENTERPRISE_HR))
    post_all(
        Letter.WORTH_ASKED,
        [Address(account_id, {"title": offer.title}) for account_id, _organisation_id in readers],
        key=_key_of(report),
        url=_url_of(report),
    )


def _tell(kind: Letter, report: PracticeReport, **facts: Any) -> None:
    offer = report.sign_up.offer
    post(
        kind,
        to=report.sign_up.teacher.account_id,
        key=_key_of(report),
        url=_url_of(report),
        enterprise=offer.enterprise.name,
        title=offer.title,
        **facts,
    )


def _key_of(report: PracticeReport) -> str:
    """Each step of each report is news once."""
    return f"practice_report:{report.id}:{report.version}"


def _url_of(report: PracticeReport) -> str:
    return f"/sign-ups/{report.sign_up_id}/report"
