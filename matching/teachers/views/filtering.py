"""What the list of teachers can be narrowed and sorted by."""

from collections.abc import Iterator

from matching.db import db
from matching.kernel.i18n import _
from matching.kernel.majors import groups
from matching.teachers import queries
from matching.teachers.enums import TeacherKind
from matching.teachers.models import Teacher, TeachingPost
from matching.web.listing import Filter, Kind, Listing, Option, Sort
from matching.web.paging import asked_for


def listing(within: frozenset[int]) -> Listing:
    """By name, kind and group of majors; by school for those who see several."""
    return asked_for([_words(), *_schools(within), _kinds(), _groups()], _sorts())


def _words() -> Filter:
    return Filter(name="q", legend=_("Name, number or subject"), where=queries.is_named, kind=Kind.WORDS)


def _kinds() -> Filter:
    options = [Option(*choice) for choice in TeacherKind.choices()]
    return Filter(
        name="kind", legend=_("Kind of teacher"), where=queries.is_of_kind, kind=Kind.ANY, options=options
    )


def _groups() -> Filter:
    options = [Option(group.code, group.name) for group in groups()]
    return Filter(
        name="group", legend=_("Group of majors"), where=lambda code: Teacher.subject == code, options=options
    )


def _sorts() -> list[Sort]:
    number = (TeachingPost.staff_number, TeachingPost.id)
    longest = (Teacher.teaching_since, TeachingPost.id)
    return [
        Sort(name="name", label=_("By name")),
        Sort(name="number", label=_("By staff number"), by=number),
        Sort(name="longest", label=_("Longest teaching first"), by=longest),
    ]


def _schools(within: frozenset[int]) -> Iterator[Filter]:
    schools = db.session.execute(queries.schools_of(within)).all()
    if len(schools) > 1:
        yield Filter(
            name="school",
            legend=_("School"),
            where=lambda one_id: TeachingPost.school_id == int(one_id),
            options=[Option(str(one_id), name) for one_id, name in schools],
        )
