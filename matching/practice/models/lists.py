"""A school's list of teachers on its way into the register."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.imports.models import SheetUpload, upload_invariants
from matching.organisations.models import Organisation


class TeacherList(SheetUpload):
    """Sealed as typed, until the school takes it over or throws it away."""

    __tablename__ = "teacher_list"
    __table_args__ = upload_invariants("teacher_list", within="school_id")

    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))

    school: Mapped[Organisation] = relationship()
