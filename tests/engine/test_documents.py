"""What the documents show is what the engine does: every example is run, every worked table computed."""

import json
import re
from collections import Counter
from doctest import ELLIPSIS, DocTestParser, DocTestRunner
from itertools import permutations

import pytest

from matching.engine import (
    BindingKind,
    Instance,
    Mode,
    Options,
    Reason,
    Ties,
    close_underfilled,
    explain,
    keep_together,
    laminar,
    rematch,
    solve,
    stable,
    welfare,
)
from matching.engine.__main__ import main
from matching.engine.words import MOST_PLACES, MOST_STUDENTS
from tests.engine.documents import DOCS, PAGES, blocks_of, tables_of, text_of
from tests.rounds.test_bridge import a_slot, a_snapshot

ENGINE, FILES = "engine.md", "engine-files.md"
GARAGE, SHOP, HOTEL = range(3)
BAI = 1


class Story:
    """The worked example of one page, read from its tables: slots, students, outcomes, three explanations."""

    def __init__(self, words):
        self.words = words
        (_, *slots), (_, *students), (_, *self.outcomes), *self.told = tables_of(words.page)
        self.slots = [name for name, _seats in slots]
        self.seats = [int(seats) for _name, seats in slots]
        self.names = [name for name, *_ in students]
        self.wishes = [[self.slots.index(one) for one in row[1].split(words.comma)] for row in students]
        self.scores = [[int(score) for score in row[2:5]] for row in students]
        self.lottery = [int(row[5]) for row in students]

    def market(self, wishes=None, seats=None, **more):
        """The example as it stands, or with something changed."""
        lists = self.wishes if wishes is None else wishes
        return Instance.build(
            [[*row, *[-1] * (3 - len(row))] for row in lists],
            [
                [*[scores[slot] for slot in row], *[0] * (3 - len(row))]
                for row, scores in zip(lists, self.scores, strict=True)
            ],
            self.seats if seats is None else seats,
            self.lottery,
            **more,
        )

    def markets(self):
        """As told in the four columns of outcomes: as it is, with a lie, with a cap, with a closing."""
        afraid = [[HOTEL, GARAGE, SHOP] if student == BAI else row for student, row in enumerate(self.wishes)]
        return [
            self.market(),
            self.market(afraid),
            self.market(groups=laminar(3, [([GARAGE, SHOP], 2)])),
            self.market(seats=[2, 3, 2], opens_with=[0, 0, 2]),
        ]

    def lists_instead_of(self, student):
        """Every list a student could submit but the true one."""
        lists = [[*row] for length in range(4) for row in permutations(range(3), length)]
        return [row for row in lists if row != self.wishes[student]]

    def with_list(self, student, row):
        """The market if one student submits this."""
        return self.market([row if one == student else other for one, other in enumerate(self.wishes)])

    def how_much_wanted(self, student, slot):
        """0 is the favourite; a place not on the list, or none, comes after all that are."""
        wishes = self.wishes[student]
        return wishes.index(slot) if slot in wishes else len(wishes)

    def line(self, row):
        """What one wish's row says, in the words of the page."""
        words = self.words
        cutoff = row.binding.cutoff if row.binding else row.cutoff
        return [
            self.names[row.student],
            self.slots[row.opening],
            self.reason(row),
            str(row.priority),
            words.last_kept.format(**cutoff._asdict()) if cutoff else words.nothing,
            words.position.format(rank=row.rank, applicants=row.applicants),
            str(row.waiting or words.nothing),
        ]

    def reason(self, row):
        """Why, in the words of the page."""
        if row.reason is not Reason.OUTRANKED:
            return {Reason.PLACED: self.words.placed, Reason.CLOSED: self.words.closed}[row.reason]
        if row.binding.kind is BindingKind.GROUP:
            return self.words.group
        return self.words.by_lottery if row.by_lottery else self.words.outranked


@pytest.fixture(params=PAGES, ids=lambda words: words.page)
def story(request):
    return Story(request.param)


def test_the_outcomes_of_the_worked_example_are_the_engines(story):
    matches = [solve(market).match.tolist() for market in story.markets()]
    slots = [*story.slots, story.words.no_place]  # -1 is the last
    assert story.outcomes == [
        [name, *(slots[match[student]] for match in matches)] for student, name in enumerate(story.names)
    ]


def test_every_line_of_explanation_is_the_engines(story):
    as_it_is, _lie, capped, closing = story.markets()
    for (_head, *lines), market in zip(story.told, [as_it_is, capped, closing], strict=True):
        rows = {
            (story.names[row.student], story.slots[row.opening]): row
            for row in explain(market, solve(market))
        }
        assert lines == [story.line(rows[who, slot]) for who, slot, *_ in lines]


def test_the_lines_of_feng_are_all_there_are(story):
    feng = len(story.names) - 1
    slots = [slot for _who, slot, *_ in story.told[0][1:]]
    assert slots == [story.slots[slot] for slot in story.wishes[feng]]


def test_every_lie_was_tried_and_none_pays(story):
    honest = solve(story.market()).match.tolist()
    outcomes = Counter()
    for student in range(len(story.names)):
        truth = story.how_much_wanted(student, honest[student])
        for row in story.lists_instead_of(student):
            lied = story.how_much_wanted(student, solve(story.with_list(student, row)).match[student])
            outcomes["worse" if lied > truth else "better" if lied < truth else "same"] += 1
    told = {kind: outcomes[kind] for kind in ("worse", "same", "better")}
    text = text_of(story.words.page).replace("\n", "" if story.words.comma == "、" else " ")
    assert story.words.lies.format(all=outcomes.total(), **told) in text


def test_both_pages_tell_the_same_example():
    chinese, english = map(Story, PAGES)
    assert chinese.seats == english.seats
    assert chinese.wishes == english.wishes
    assert chinese.scores == english.scores
    assert chinese.lottery == english.lottery


def test_the_examples_in_python_run_as_they_stand(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "input.json").write_bytes(a_snapshot([a_slot(1, 1)], []).text)
    code = "\n".join(blocks_of(ENGINE, "pycon"))
    examples = DocTestParser().get_doctest(code, {}, ENGINE, ENGINE, 0)
    told = []
    failed, tried = DocTestRunner(optionflags=ELLIPSIS).run(examples, out=told.append)
    assert not failed, "".join(told)
    assert tried


def test_the_commands_do_what_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    market, told = blocks_of(ENGINE, "json")
    (tmp_path / "market.json").write_text(market, encoding="utf-8")
    for command in "".join(blocks_of(ENGINE, "sh")).splitlines():
        _python, _m, program, *words = command.split()
        assert program == "matching.engine"
        assert main(words) == 0
    assert capsys.readouterr().out == "The result agrees.\n"
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert result.items() >= json.loads(told).items()


def test_the_market_on_the_page_of_files_is_solved(tmp_path):
    market, result = tmp_path / "market.json", tmp_path / "result.json"
    market.write_text(blocks_of(FILES, "json")[0], encoding="utf-8")
    assert main(["solve", str(market), "--out", str(result)]) == 0
    assert main(["verify", str(market), str(result)]) == 0


def test_the_limits_told_are_those_of_the_words():
    most = f"At most {MOST_STUDENTS:,} students, {MOST_PLACES:,} openings and groups together"
    assert most in " ".join(text_of(ENGINE).split())


def answers():
    """A result of every mechanism in the table of guarantees."""
    lists = {"wishes": [[0, 1], [0, 1]], "priority": [[5, 5], [4, 4]], "seats": [2, 2], "lottery": [1, 2]}
    market = Instance.build(**lists, opens_with=[2, 0])
    whole = Instance.build(**lists, options=Options(ties=Ties.WHOLE_CLASS))
    blocks = Instance.build(**lists, together=[0, 0])
    result, together = stable(market), keep_together(blocks)
    return {
        "`stable`": result,
        "`stable`, whole classes": stable(whole),
        "`close_underfilled` after `stable`": close_underfilled(market, result),
        "`keep_together`": together,
        "`close_underfilled` after `keep_together`": close_underfilled(blocks, together),
        "`rematch`, improve": rematch(market, result, mode=Mode.IMPROVE),
        "`rematch`, freeze": rematch(market, result, mode=Mode.FREEZE),
        "`welfare`": welfare(market, ([0, 1], [0, 1], [7, 8])),
    }


def test_the_guarantees_told_are_those_of_the_results():
    told = next(table for table in tables_of(ENGINE) if table[0][0] == "call")
    flags = ["stable", "student_optimal", "truthful", "exact"]
    assert [name.replace("-", "_") for name in told[0][1:]] == flags
    assert {call: row for call, *row in told[1:]} == {
        call: ["yes" if getattr(result.guarantees, flag) else "no" for flag in flags]
        for call, result in answers().items()
    }


@pytest.mark.parametrize("name", [ENGINE, FILES, *(words.page for words in PAGES)])
def test_what_is_linked_is_there(name):
    assert all((DOCS / target).exists() for target in re.findall(r"\]\(([^):#]+)\)", text_of(name)))
