"""Checks of money: pay floor, how often and how it is paid, fees, papers, and the minimum wage to compare."""

from matching.law.book import Rule, Severity
from matching.law.check import Check, found
from matching.law.facts import SlotFacts
from matching.law.finding import N_, Finding
from matching.law.units import PERCENT, share_ceiling
from matching.law.words import PayForm


def pay_floor(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Pay against the wage of the same post."""
    pay, wage = slot.pay_monthly, slot.same_post_wage
    if pay is None or wage is None or pay * PERCENT >= wage * rule.value:
        return None
    floor = share_ceiling(rule.value, wage)
    message = N_(
        "Pay is CNY {pay:,} a month. {percent} % of the same-post wage of CNY {wage:,} is CNY {floor:,}: "
        "pay that, or say why not."
    )
    return found(
        rule,
        message,
        about="pay_monthly",
        passes=floor,
        pay=pay,
        percent=str(rule.value),
        wage=wage,
        floor=floor,
    )


def pay_cycle(slot: SlotFacts, rule: Rule) -> Finding | None:
    """How often pay comes."""
    months = slot.pay_cycle_months
    if months is None or months <= rule.value:
        return None
    message = N_("Pay comes every {months} months. In principle it comes at least monthly.")
    return found(rule, message, months=months, about="pay_cycle_months", passes=int(rule.value))


def pay_form(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Money, in full, on time, straight to the student; a slot without pay is judged by the floor."""
    if slot.pay_form in {None, PayForm.MONEY_DIRECT, PayForm.NONE}:
        return None
    message = N_("Pay must be money, paid straight to the student, not: {form}.")
    return found(rule, message, form=slot.pay_form or PayForm.NONE, about="pay_form")


def fees(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Nobody charges a student for an internship."""
    if slot.fees <= rule.value:
        return None
    message = N_("A student may not be charged anything. Now it is CNY {fees:,}.")
    return found(rule, message, fees=slot.fees, about="fees", passes=int(rule.value))


def papers(slot: SlotFacts, rule: Rule) -> Finding | None:
    """Nobody keeps a student's papers."""
    if not slot.keeps_papers:
        return None
    message = N_("ID cards and other papers stay with the student.")
    return found(rule, message, about="keeps_papers")


def minimum_wage(slot: SlotFacts, rule: Rule) -> Finding | None:
    """A line to compare with, whatever the severity for employees: interns are not employees (LAB-44)."""
    minimum = rule.by_county.get(slot.county)
    if minimum is None or slot.pay_monthly is None or slot.pay_monthly >= minimum:
        return None
    message = N_(
        "For comparison: the minimum wage here is CNY {minimum:,} a month, the pay CNY {pay:,}. "
        "Interns are not employees, so it does not bind."
    )
    return found(
        rule, message, about="pay_monthly", severity=Severity.INFO, minimum=minimum, pay=slot.pay_monthly
    )


PAY_CHECKS = (
    Check("INT-20", "pay_monthly", N_("Pay"), pay_floor),
    Check("INT-21", "pay_cycle_months", N_("Paid monthly"), pay_cycle),
    Check("INT-22", "pay_form", N_("Paid in money, directly"), pay_form),
    Check("INT-23", "fees", N_("No fees"), fees),
    Check("INT-24", "keeps_papers", N_("No papers kept"), papers),
    Check("LAB-40", "pay_monthly", N_("Minimum wage, for comparison"), minimum_wage),
)
