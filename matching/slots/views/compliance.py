"""The compliance list beside a slot: every check with its answer, its article, and the written reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from matching.kernel.i18n import _
from matching.law.book import Severity
from matching.law.check import in_force
from matching.law.finding import Finding, basis, rule_text, text
from matching.law.slots import SLOT_CHECKS, Verdict
from matching.organisations.models import Organisation
from matching.slots import queries
from matching.slots.assembly import Terms, verdicts_on
from matching.slots.enums import Answer
from matching.slots.forms import SlotForm
from matching.slots.models import Slot
from matching.slots.telling import LABELS, TENTHS
from matching.web.filters import number

# Nobody is asked these: whoever posts declares that nothing of the kind happens.
DECLARED = frozenset({"overtime", "holiday_work", "through_agent", "fees", "keeps_papers"})
# Gravest first.
ANSWERS = {Severity.HARD: Answer.BLOCKS, Severity.SOFT: Answer.NOTED, Severity.INFO: Answer.TOLD}


class Fix(NamedTuple):
    """What one press writes into which field so that the check passes."""

    field: str
    value: str
    told: str


@dataclass(frozen=True)
class Line:
    """One check: what it is about, its answer, the sentence, where it stands, the reason given."""

    rule_id: str
    topic: str
    answer: Answer
    sentence: str
    basis: str
    reason: str = ""
    fix: Fix | None = None

    @property
    def told(self) -> str:
        """Check and answer in one word."""
        return f"{self.rule_id}:{self.answer.value}"


@dataclass(frozen=True)
class Panel:
    """All checks of a slot: those that say something, those that pass, those that are declared."""

    remarks: list[Line]
    passed: list[Line]
    declared: list[Line]
    waiting: int = 0  # checks that wait for something to be filled in

    @property
    def asked(self) -> int:
        """How many checks there are that something can be done about."""
        return len(self.remarks) + len(self.passed) + self.waiting

    @property
    def state(self) -> str:
        """Which check said what: sent along, so that only what has changed is spoken."""
        return " ".join(line.told for line in self.remarks + self.passed)

    def changed(self, before: str) -> list[Line]:
        """The checks that answer otherwise than before."""
        known = set(before.split())
        return [
            line for line in self.remarks + self.passed if f"{line.rule_id}:{line.answer.value}" not in known
        ]


def panel(
    enterprise: Organisation,
    terms: Terms,
    reasons: Mapping[str, str],
    *,
    without: int | None = None,
    unknown: frozenset[str] = frozenset(),
) -> Panel:
    """Judged now, by the rules of the first day and beside the enterprise's other open slots."""
    verdicts = verdicts_on(enterprise, terms, without=without, unknown=unknown)
    lines = [_line(verdict, terms, reasons) for verdict in verdicts if verdict.told]
    remarks = [line for answer in ANSWERS.values() for line in _of(lines, answer)]
    waiting = len(list(in_force(SLOT_CHECKS, queries.book().on(terms.starts_on)))) - len(verdicts)
    return Panel(remarks, _of(lines, Answer.PASSES), _of(lines, Answer.DECLARED), waiting)


def so_far(form: SlotForm, enterprise: Organisation, slot: Slot | None = None) -> Panel:
    """The panel of a form as far as it is filled in; no slot stands beside itself."""
    terms, unknown = form.so_far()
    return panel(enterprise, terms, form.reasons, without=slot.id if slot else None, unknown=unknown)


def _of(lines: list[Line], answer: Answer) -> list[Line]:
    return [line for line in lines if line.answer is answer]


def _line(verdict: Verdict, terms: Terms, reasons: Mapping[str, str]) -> Line:
    check, finding = verdict.check, verdict.finding
    rule = queries.book().rule(check.rule_id, terms.starts_on)
    if finding is None:
        answer = Answer.DECLARED if check.about in DECLARED else Answer.PASSES
        return Line(check.rule_id, _(check.topic), answer, rule_text(rule, _), basis(rule, _))
    asked = reasons.get(check.rule_id, "") if finding.asks_for_a_reason else ""
    answer = ANSWERS[finding.severity]
    return Line(check.rule_id, _(check.topic), answer, text(finding, _), basis(rule, _), asked, _fix(finding))


def _fix(finding: Finding) -> Fix | None:
    if finding.passes is None or finding.about not in LABELS:
        return None
    if finding.about in TENTHS:
        value = f"{finding.passes / 10:g}"
        return Fix(finding.about, value, value)
    return Fix(finding.about, str(finding.passes), number(finding.passes))
