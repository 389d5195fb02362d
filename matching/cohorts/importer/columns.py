"""The columns of a class list."""

from matching.cohorts.importer import reading
from matching.cohorts.importer.faults import FaultCode
from matching.imports.columns import About, SheetColumn
from matching.imports.faults import Twice
from matching.imports.reading import name_of, phone_of
from matching.kernel.i18n import _, _l
from matching.kernel.identity import mask_id_number, mask_mobile
from matching.kernel.regions import homes


class Column(SheetColumn):
    """What we read of a student."""

    NAME = (
        "name",
        About(
            english="Name",
            chinese="姓名",
            also="学生姓名 学生名字 名字 studentname fullname",
            read=name_of,
            who=True,
            explained=lambda: _("As on the ID card."),
        ),
    )
    ID_NUMBER = (
        "id_number",
        About(
            english="ID number",
            chinese="身份证号",
            also="身份证 身份证号码 身份证件号 身份证件号码 居民身份证号 居民身份证号码 公民身份号码 证件号 "
            "证件号码 id idno idcard idcardno idcardnumber residentidnumber",
            twice=Twice(FaultCode.TWICE_ID, _l("The same ID number as in row {line}.")),
            mask=mask_id_number,
            who=True,
            digits=True,
            wide=True,
            explained=lambda: _("All 18 characters; the column is set to text so that none gets lost."),
        ),
    )
    STUDENT_NUMBER = (
        "student_number",
        About(
            english="Student number",
            chinese="学号",
            also="学生学号 studentno studentid",
            read=reading.student_number_of,
            twice=Twice(FaultCode.TWICE_NUMBER, _l("The same student number as in row {line}.")),
            digits=True,
            explained=lambda: _("Digits, Latin letters and hyphens. It becomes part of the user name."),
        ),
    )
    CLASS_NAME = (
        "class_name",
        About(
            english="Class",
            chinese="班级",
            also="班级名称 行政班 行政班级 所在班级 班 classname",
            read=reading.class_name_of,
            who=True,
            tidies=False,
            explained=lambda: _("The class as your school calls it."),
        ),
    )
    ENTRY_YEAR = (
        "entry_year",
        About(
            english="Entry year",
            chinese="入学年份",
            also="入学年度 入学年 入学时间 入学日期 入学年月 年级 级 yearofentry entrydate enrolmentyear",
            explained=lambda: _("Four digits. Everybody in one file entered in the same year."),
        ),
    )
    PHONE = (
        "phone",
        About(
            english="Phone",
            chinese="手机",
            also="电话 手机号 手机号码 电话号码 联系电话 本人手机 本人手机号 本人电话 学生手机 学生手机号 "
            "学生电话 phonenumber mobile mobilephone mobilenumber telephone tel",
            read=phone_of,
            required=False,
            mask=mask_mobile,
            digits=True,
            explained=lambda: _("The student's own mobile. It may stay empty for now."),
        ),
    )
    HOME_COUNTY = (
        "home_county",
        About(
            english="Home county",
            chinese="家庭所在县区",
            also="户籍县区 家庭所在县 家庭所在区县 户籍所在县 户籍所在县区 户籍县 户籍 户籍地 县区 区县 "
            "县市区 所在县区 生源地 生源县 生源县区 county homedistrict district",
            read=reading.home_county_of,
            tidies=False,
            choices=lambda: [county.name for county in homes()],
            explained=lambda: _("Choose from the list."),
        ),
    )
    SCHOOL_SCORE = (
        "school_score",
        About(
            english="School score",
            chinese="学校评分",
            also="成绩 评分 学业成绩 综合成绩 在校成绩 平均成绩 综合评分 学生成绩 score",
            read=reading.school_score_of,
            tidies=False,
            explained=lambda: _("From 0 to {top}, one decimal at most.").format(top=reading.TOP_SCORE),
        ),
    )
