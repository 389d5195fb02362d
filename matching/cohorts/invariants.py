"""What must always hold of cohorts, students and class lists."""

import hmac
from collections.abc import Iterator
from functools import partial

from cryptography.exceptions import InvalidTag
from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from matching.audit.kinds import AuditKind
from matching.audit.queries import untold
from matching.cohorts.enums import StudentState
from matching.cohorts.importer import Column
from matching.cohorts.models import Cohort, RosterUpload, Student
from matching.cohorts.queries import index_of_id_number, index_of_phone
from matching.imports import keeping
from matching.invariants import Invariant, Question, Witness
from matching.kernel import vault
from matching.kernel.i18n import _l

AT_ONCE = 1000


def _of_another_school() -> Question:
    return union_all(
        *(
            select(literal(model.__tablename__).label("table"), model.id)
            .join(Cohort, Cohort.id == model.cohort_id)
            .where(model.school_id != Cohort.school_id)
            for model in (Student, RosterUpload)
        )
    )


def _indexed_otherwise(session: Session) -> Iterator[Witness]:
    columns = (
        Student.id,
        Student.row_key,
        Student.id_number_sealed,
        Student.id_number_index,
        Student.phone_sealed,
        Student.phone_index,
    )
    query = select(*columns).order_by(Student.id).execution_options(yield_per=AT_ONCE)
    for number, row_key, id_number, id_index, phone, phone_index in session.execute(query):
        if not _meets(id_number, id_index, "id_number", row_key):
            yield {"student_id": number, "column": "id_number"}
        if phone is not None and phone_index is not None and not _meets(phone, phone_index, "phone", row_key):
            yield {"student_id": number, "column": "phone"}


def _meets(sealed: bytes, index: bytes, column: str, row_key: bytes) -> bool:
    """Whether the index is that of what was sealed; what does not open is another invariant's affair."""
    try:
        plain = vault.unseal(sealed, table="student", column=column, row_key=row_key)
    except (InvalidTag, KeyError):
        return True
    asked = index_of_id_number if column == "id_number" else index_of_phone
    return hmac.compare_digest(asked(plain), index)


def _withdrawn_untold() -> Question:
    return untold(Student, Student.state == StudentState.WITHDRAWN, AuditKind.STUDENT_WITHDRAW)


INVARIANTS = (
    Invariant("I8", _l("Every student who left stands in the trail."), _withdrawn_untold),
    Invariant(
        "I14", _l("Students and class lists belong to the school of their cohort."), _of_another_school
    ),
    Invariant("I15", _l("ID numbers and phones are found by their own digests."), look=_indexed_otherwise),
    Invariant(
        "I20",
        _l("Class lists that wait are what was uploaded; decided ones are emptied."),
        partial(keeping.emptied_too_late, RosterUpload),
        partial(keeping.not_as_uploaded, RosterUpload, Column),
    ),
)
