"""The bureau, three schools and their eight cohorts, as data. All names are invented."""

from dataclasses import dataclass

from matching.access.viewer import OrganisationKind
from matching.cohorts.enums import Level


@dataclass(frozen=True, kw_only=True)
class Office:
    """A bureau or a school."""

    key: str
    kind: OrganisationKind
    name: str
    county: str
    code: str = ""
    staff: int
    contact: str
    address: str
    introduction: str


@dataclass(frozen=True, kw_only=True)
class Class:
    """One cohort: `shortened` begins its class names, `round` is the one it takes part in."""

    school: str
    round: str
    name: str
    shortened: str
    major: str
    level: Level
    study_year: int
    size: int
    girls: int  # of a hundred
    near: tuple[str, ...]  # counties most students come from


OFFICES = (
    Office(
        key="bureau",
        kind=OrganisationKind.BUREAU,
        name="示范市人力资源和社会保障局",
        county="141002",
        staff=86,
        contact="职业能力建设科",
        address="示范路 1 号",
        introduction="组织校企对接，发布匹配轮次，两人确认后公布结果。",
    ),
    Office(
        key="school",
        kind=OrganisationKind.SCHOOL,
        name="示范市第一技工学校",
        county="141002",
        code="LF01",
        staff=164,
        contact="实习就业处",
        address="示范路 18 号",
        introduction="以机械加工、焊接和机电一体化为主的技工学校。",
    ),
    Office(
        key="school2",
        kind=OrganisationKind.SCHOOL,
        name="示范市第二技师学院",
        county="141081",
        code="LF02",
        staff=208,
        contact="校企合作办公室",
        address="新兴大街 66 号",
        introduction="以汽车、电气自动化为主的技师学院。",
    ),
    Office(
        key="school3",
        kind=OrganisationKind.SCHOOL,
        name="示范市现代服务技工学校",
        county="141024",
        code="LF03",
        staff=97,
        contact="实习管理科",
        address="槐荫路 9 号",
        introduction="以烹饪、电子商务为主的技工学校。",
    ),
)

# The three rounds: published already, taking wishes now, and locked until a second officer has looked.
FIRST, SECOND, THIRD = "published", "collecting", "locked"

CLASSES = (
    Class(
        school="school", round=FIRST, name="数控车工（高级）", shortened="数控", major="0106",
        level=Level.SENIOR, study_year=3, size=52, girls=14, near=("141002", "141024", "141023"),
    ),
    Class(
        school="school", round=SECOND, name="机电一体化（高级）", shortened="机电", major="0291",
        level=Level.SENIOR, study_year=2, size=54, girls=22, near=("141002", "141034", "141082"),
    ),
    Class(
        school="school", round=SECOND, name="焊接加工（中级）", shortened="焊接", major="0119",
        level=Level.MID, study_year=2, size=44, girls=4, near=("141023", "141027", "141025"),
    ),
    Class(
        school="school2", round=FIRST, name="新能源汽车检测与维修（高级）", shortened="新能源", major="0491",
        level=Level.SENIOR, study_year=3, size=51, girls=10, near=("141081", "141021", "141022"),
    ),
    Class(
        school="school2", round=FIRST, name="汽车维修（中级）", shortened="汽修", major="0403",
        level=Level.MID, study_year=2, size=48, girls=6, near=("141081", "141002", "141033"),
    ),
    Class(
        school="school2", round=SECOND, name="电气自动化（预备技师）", shortened="电气", major="0203",
        level=Level.TECHNICIAN, study_year=3, size=50, girls=18, near=("141021", "141022", "141032"),
    ),
    Class(
        school="school3", round=FIRST, name="中式烹调（中级）", shortened="烹饪", major="0501",
        level=Level.MID, study_year=2, size=53, girls=38, near=("141024", "141028", "141029"),
    ),
    Class(
        school="school3", round=THIRD, name="电子商务（高级）", shortened="电商", major="0691",
        level=Level.SENIOR, study_year=2, size=49, girls=64, near=("141024", "141031", "141026"),
    ),
)  # fmt: skip
