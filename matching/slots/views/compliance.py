"""The compliance list beside a slot: every check with its answer, its article, and the written reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.kernel.i18n import _
from matching.law.book import Severity
from matching.law.finding import basis, rule_text, text
from matching.law.slots import Verdict
from matching.organisations.models import Organisation
from matching.slots import queries
from matching.slots.assembly import Terms, verdicts_on
from matching.slots.enums import Answer

# Nobody is asked these: whoever posts declares that nothing of the kind happens.
DECLARED = frozenset({"overtime", "holiday_work", "through_agent", "fees", "keeps_papers"})
# Gravest first.
ANSWERS = {Severity.HARD: Answer.BLOCKS, Severity.SOFT: Answer.NOTED, Severity.INFO: Answer.TOLD}


@dataclass(frozen=True)
class Line:
    """One check: what it is about, its answer, the sentence, where it stands, the reason given."""

    topic: str
    answer: Answer
    sentence: str
    basis: str
    reason: str = ""


@dataclass(frozen=True)
class Panel:
    """All checks of a slot: those that say something, those that pass, those that are declared."""

    remarks: list[Line]
    passed: list[Line]
    declared: list[Line]


def panel(
    enterprise: Organisation, terms: Terms, reasons: Mapping[str, str], *, without: int | None = None
) -> Panel:
    """Judged now, by the rules of the first day and beside the enterprise's other open slots."""
    verdicts = verdicts_on(enterprise, terms, without=without)
    lines = [_line(verdict, terms, reasons) for verdict in verdicts if verdict.told]
    remarks = [line for answer in ANSWERS.values() for line in _of(lines, answer)]
    return Panel(remarks, _of(lines, Answer.PASSES), _of(lines, Answer.DECLARED))


def _of(lines: list[Line], answer: Answer) -> list[Line]:
    return [line for line in lines if line.answer is answer]


def _line(verdict: Verdict, terms: Terms, reasons: Mapping[str, str]) -> Line:
    check, finding = verdict.check, verdict.finding
    rule = queries.book().rule(check.rule_id, terms.starts_on)
    if finding is None:
        answer = Answer.DECLARED if check.about in DECLARED else Answer.PASSES
        return Line(_(check.topic), answer, rule_text(rule, _), basis(rule, _))
    asked = reasons.get(check.rule_id, "") if finding.asks_for_a_reason else ""
    return Line(_(check.topic), ANSWERS[finding.severity], text(finding, _), basis(rule, _), asked)
