"""What is typed about a practice report: by the teacher, the school, the enterprise."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import PurePath

from flask import request
from wtforms import HiddenField, IntegerField, MultipleFileField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from matching.files.photos import cleaned
from matching.kernel.errors import Refused
from matching.kernel.i18n import _, _l
from matching.practice.assembly.reports import Photos, Words
from matching.practice.enums import LONGEST_ANSWER, LONGEST_LINE, LONGEST_REASON, MOST_WORTH
from matching.practice.telling.reports import LABELS
from matching.web.arguments import whole
from matching.web.forms import BaseForm
from matching.web.validators import stripped

CAPTION = "caption-"


def _text(name: str, description: str = "") -> TextAreaField:
    return TextAreaField(
        LABELS[name], [Length(max=LONGEST_ANSWER)], filters=[stripped], description=description
    )


class ReportForm(BaseForm):
    """Saved as often as one likes, with nothing required; handed in by the other button."""

    did = _text("did", _l("In a few sentences, as to a colleague."))
    learned = _text("learned")
    teaching = _text("teaching", _l("Which lesson, task or case, and how."))
    improvement = _text("improvement", _l("Only if there was one: what was changed, and what came of it."))
    worth = IntegerField(
        LABELS["worth"],
        [Optional(), NumberRange(min=0, max=MOST_WORTH)],
        description=_l("Your own estimate. The enterprise confirms its figure."),
    )
    photos = MultipleFileField(_l("Add photos"))
    dropped = SelectMultipleField(_l("Remove"), coerce=int, choices=[], validate_choice=False)
    version = HiddenField()

    @property
    def words(self) -> Words:
        """What was typed."""
        return Words(
            did=self.did.data or "",
            learned=self.learned.data or "",
            teaching=self.teaching.data or "",
            improvement=self.improvement.data or "",
            worth=self.worth.data or 0,
        )

    def photos_opened(self) -> tuple[Photos, list[str]]:
        """The photos that can be kept, and a sentence for each that cannot; slow, without a database."""
        brought, faults = [], []
        for upload in self.photos.data or []:
            if not upload or not upload.filename:
                continue
            with closing(upload):
                try:
                    brought.append(cleaned(upload.read()))
                except Refused as refused:
                    name = PurePath(upload.filename.replace("\\", "/")).name
                    faults.append(_("{file}: {fault}").format(file=name, fault=refused.sentence))
        return Photos(brought=brought, captions=self.captions, dropped=self.dropped.data or ()), faults

    @property
    def captions(self) -> Mapping[int, str]:
        """What was typed under each photo."""
        typed = {
            whole(name.removeprefix(CAPTION)): text for name, text in request.form.items() if CAPTION in name
        }
        return {photo_id: text.strip()[:LONGEST_LINE] for photo_id, text in typed.items() if photo_id}


class AnswerReportForm(BaseForm):
    """The school: accepted by one button, returned by the other, with a reason."""

    reason = TextAreaField(
        _l("What is to be changed"),
        [Length(max=LONGEST_REASON)],
        filters=[stripped],
        description=_l("The teacher reads it."),
    )


class WorthForm(BaseForm):
    """The enterprise: its own figure."""

    worth = IntegerField(
        LABELS["worth"],
        [InputRequired(_l("Enter a number, 0 if it is worth nothing")), NumberRange(min=0, max=MOST_WORTH)],
    )
