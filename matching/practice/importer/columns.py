"""The columns of a school's list of teachers."""

from functools import partial

from matching.imports.columns import About, SheetColumn
from matching.imports.faults import TWICE
from matching.imports.reading import name_of, text_of
from matching.kernel.i18n import _
from matching.kernel.majors import groups
from matching.practice.enums import LONGEST_LINE
from matching.practice.importer import reading
from matching.teachers.enums import LONGEST_SUBJECT, SkillLevel, TeacherKind


class Column(SheetColumn):
    """What we read of a teacher."""

    NAME = (
        "name",
        About(
            english="Name",
            chinese="姓名",
            also="教师姓名 教师 老师 名字 teachername fullname",
            read=name_of,
            who=True,
            explained=lambda: _("As on the ID card."),
        ),
    )
    STAFF_NUMBER = (
        "staff_number",
        About(
            english="Staff number",
            chinese="工号",
            also="教工号 教职工号 职工号 教师编号 人员编号 staffno employeenumber",
            read=reading.staff_number_of,
            twice=TWICE,
            who=True,
            digits=True,
            explained=lambda: _("Letters, digits, hyphens. Whoever has this number in your list is updated."),
        ),
    )
    KIND = (
        "kind",
        About(
            english="Kind of teacher",
            chinese="教师类别",
            also="类别 教师类型 岗位类别 任教类别 kind",
            read=reading.kind_of,
            tidies=False,
            choices=lambda: [kind.label for kind in TeacherKind],
            explained=lambda: _("Choose from the list."),
        ),
    )
    SUBJECT = (
        "subject",
        About(
            english="Group of majors",
            chinese="专业类",
            also="专业大类 所属专业 所属专业类 任教专业 专业 major majors group",
            read=reading.subject_of,
            required=False,
            tidies=False,
            choices=lambda: [group.name for group in groups()],
            explained=lambda: _("A group by name or code, or a major. Empty for general subjects."),
        ),
    )
    TEACHES = (
        "teaches",
        About(
            english="What they teach",
            chinese="任教内容",
            also="任教课程 任教学科 授课内容 主讲课程 课程 subject course",
            read=partial(text_of, most=LONGEST_SUBJECT),
            required=False,
            explained=lambda: _("As your school calls it, such as CNC turning."),
        ),
    )
    TEACHING_SINCE = (
        "teaching_since",
        About(
            english="Teaching since",
            chinese="任教起始日期",
            also="任教时间 任教日期 从教时间 从教日期 参加工作时间 入职日期 入职时间 since",
            tidies=False,
            explained=lambda: _("Like 2015-09-01 or 2015-09. The five years are counted from here."),
        ),
    )
    IS_NEW = (
        "is_new",
        About(
            english="New teacher",
            chinese="新教师",
            also="是否新教师 是否新入职 newteacher",
            read=reading.yes_or_no_of,
            required=False,
            tidies=False,
            choices=lambda: [_("yes"), _("no")],
            explained=lambda: _("Yes for who practises at an enterprise before teaching. Empty means no."),
        ),
    )
    SKILL_LEVEL = (
        "skill_level",
        About(
            english="Skill grade",
            chinese="职业技能等级",
            also="技能等级 职业资格 职业资格等级 技能级别 skill",
            read=reading.skill_level_of,
            required=False,
            tidies=False,
            choices=lambda: [level.label for level in SkillLevel],
            explained=lambda: _("Choose from the list. Empty means no grade."),
        ),
    )
    ENTERPRISE = (
        "enterprise",
        About(
            english="Earlier practice: enterprise",
            chinese="以往实践企业",
            also="实践企业 企业实践单位 实践单位 practiceenterprise",
            read=partial(text_of, most=LONGEST_LINE),
            required=False,
            explained=lambda: _("One stretch a row; further ones are added on the teacher's record later."),
        ),
    )
    PRACTISED_FROM = (
        "practised_from",
        About(
            english="Earlier practice: from",
            chinese="以往实践开始",
            also="实践开始 实践开始日期 实践起始日期 practicefrom",
            required=False,
            tidies=False,
            explained=lambda: _("First day, like 2023-07-03."),
        ),
    )
    PRACTISED_UNTIL = (
        "practised_until",
        About(
            english="Earlier practice: to",
            chinese="以往实践结束",
            also="实践结束 实践结束日期 实践终止日期 practiceto",
            required=False,
            tidies=False,
            explained=lambda: _("Last day, like 2023-08-18."),
        ),
    )
