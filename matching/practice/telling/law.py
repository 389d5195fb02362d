"""Rules of practice as people read them: the sentence, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.kernel import clock
from matching.kernel.i18n import _
from matching.law.finding import Finding, basis, rule_text, text
from matching.slots.queries import book

OF_POSTS = ("TCH-08", "TCH-04", "TCH-05", "TCH-11")  # what an enterprise reads beside a post


@dataclass(frozen=True)
class Quote:
    """One rule in force today."""

    rule_id: str
    sentence: str
    basis: str


def quoted(rule_ids: Iterable[str]) -> list[Quote]:
    """The rules in one line each, with the article they stand in."""
    rules = [book().rule(rule_id, clock.today()) for rule_id in rule_ids]
    return [Quote(rule.id, rule_text(rule, _), basis(rule, _)) for rule in rules]


def said(finding: Finding) -> Quote:
    """What was found, and the article it stands on."""
    return Quote(finding.rule_id, text(finding, _), quoted([finding.rule_id])[0].basis)
