"""What a check found, and how it is told: the sentence, its basis, and the label of a platform default."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from matching.law.book import Book, Rule, Severity
from matching.law.words import Word

Param = str | int | date | Word | tuple[Word, ...]
Translate = Callable[[str], str]


def N_(message: str) -> str:
    """Marks a message id for the catalogue; callers translate it."""
    return message


@dataclass(frozen=True)
class Finding:
    """One broken or noteworthy rule.

    ``message`` is the message id of a sentence with the places ``params`` fills. ``about`` names the field of
    the facts it is about, ``passes`` the value of that field that would pass (in the field's own unit), and
    ``changes_on`` the first day on which an internship could start without it.
    """

    rule_id: str
    severity: Severity
    message: str
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)
    about: str = ""
    passes: int | None = None
    changes_on: date | None = None

    @property
    def blocks(self) -> bool:
        """Whether it stops the slot or the pair."""
        return self.severity is Severity.HARD

    @property
    def asks_for_a_reason(self) -> bool:
        """Whether one may go on with a written reason."""
        return self.severity is Severity.SOFT


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those that block."""
    return [finding for finding in findings if finding.blocks]


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Hard, soft, info; within one severity in the order found."""
    return sorted(findings, key=lambda finding: finding.severity.weight)


def text(finding: Finding, translate: Translate) -> str:
    """The sentence in the language of ``translate``: the number given, the limit, and what would pass."""
    params = {name: _spoken(value, translate) for name, value in finding.params.items()}
    return translate(finding.message).format(**params)


def _spoken(value: Param, translate: Translate) -> str | int:
    if isinstance(value, Word):
        return translate(value.message)
    if isinstance(value, tuple):
        return translate(N_(", ")).join(translate(word.message) for word in value)
    if isinstance(value, date):
        return translate(N_("{year}-{month:02d}-{day:02d}")).format(
            year=value.year, month=value.month, day=value.day
        )
    return value


def rule_text(rule: Rule, translate: Translate) -> str:
    """The rule itself in one line, with its number; rules no check uses are told as the book has them."""
    return translate(rule.sentence).format(value=rule.value) if rule.sentence else rule.condition


def basis(rule: Rule, translate: Translate) -> str:
    """Where the rule stands, for instance 《劳动法》第三十六条; or that it is only the platform's default."""
    if not rule.is_law:
        return translate(N_("The platform's default, not a legal requirement"))
    return translate(rule.cite) if rule.cite else f"{rule.source}, {rule.article}"


def rule_of(finding: Finding, book: Book, on: date) -> Rule:
    """The rule behind a finding as it was in force on the first day of the internship."""
    return book.rule(finding.rule_id, on)
