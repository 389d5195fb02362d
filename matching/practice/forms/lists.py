"""What is chosen about a list of teachers."""

from wtforms import BooleanField, FileField

from matching.imports import uploading
from matching.kernel.i18n import _l
from matching.web.forms import BaseForm


class ListForm(uploading.UploadForm):
    """The file."""

    file = FileField(_l("List of teachers"))


class EnrolForm(BaseForm):
    """Whether the school says now what it otherwise says of each stretch later."""

    certify = BooleanField(
        _l("Our school has seen the proof of all this earlier practice, and certifies the days now")
    )
