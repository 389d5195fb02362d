"""The workbook of the result: placements, cut-offs, a sentence for every wish, and how to repeat it all."""

from matching.headless.assembly import Bar, Outcome
from matching.headless.headings import NUMBER, SLOTS, STUDENTS
from matching.headless.telling import bar_in_words, placed_as, promises, sentence
from matching.kernel.i18n import _
from matching.kernel.sheets import write

Lines = list[list[object]]


def workbook(outcome: Outcome) -> bytes:
    """An .xlsx file in the current language; no cell of it can be a formula."""
    headings, *rows = _placements(outcome)
    return write(
        rows,
        title=_("Placements"),
        headings=[str(heading) for heading in headings],
        as_text=[0, 3],
        more=[
            (_("Cut-offs"), _cut_offs(outcome)),
            (_("Every wish"), _every_wish(outcome)),
            (_("How to repeat this"), _how(outcome)),
        ],
    )


def _placements(outcome: Outcome) -> Lines:
    labels = [NUMBER, STUDENTS["name"], STUDENTS["major"], SLOTS["code"], SLOTS["title"], SLOTS["enterprise"]]
    lines: Lines = [[*(heading.label for heading in labels), _("Came about by"), _("Lottery number")]]
    for student in outcome.draft.students:
        slot = outcome.places[student.number]
        place = [slot.code, slot.title, slot.enterprise] if slot else [None, None, None]
        how = [placed_as(outcome, student.number), outcome.lottery[student.number]]
        lines.append([student.number, student.name, student.major, *place, *how])
    return lines


def _cut_offs(outcome: Outcome) -> Lines:
    labels = [SLOTS[name].label for name in ("code", "title", "enterprise", "seats")]
    lines: Lines = [[*labels, _("Taken"), _("Needed to get in")]]
    for slot in outcome.draft.slots:
        names = [slot.code, slot.title, slot.enterprise, slot.seats]
        around = outcome.group_bars.get(slot.group or "")
        lines.append([*names, *_taken(outcome.bars[slot.code], around)])
    for group, seats in outcome.draft.groups.items():
        lines.append([SLOTS["group"].label, group, None, seats, *_taken(outcome.group_bars[group])])
    return lines


def _taken(bar: Bar, around: Bar | None = None) -> list[object]:
    return [bar.taken, bar_in_words(bar, around)]


def _every_wish(outcome: Outcome) -> Lines:
    lines: Lines = [
        [NUMBER.label, _("Why"), STUDENTS["name"].label, _("Wish"), SLOTS["code"].label, SLOTS["title"].label]
    ]
    for student in outcome.draft.students:
        for told in outcome.told[student.number]:
            slot = [told.wish, told.slot.code, told.slot.title]
            lines.append([student.number, sentence(told), student.name, *slot])
    return lines


def _how(outcome: Outcome) -> Lines:
    lines: Lines = [
        [_("Seed of the lottery"), outcome.seed],
        [None, _("With the same three sheets and --seed followed by this text the same result comes out.")],
        [_("Engine"), outcome.version],
        [_("Digest of the sheets"), outcome.instance_digest],
        [_("Digest of the result"), outcome.result_digest],
    ]
    lines += [[_("Verified"), promise] for promise in promises(outcome)]
    return lines
