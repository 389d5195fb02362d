"""What is known of a page of help besides its text."""

from typing import NamedTuple

from matching.help.readers import Reader


class Topic(NamedTuple):
    """Its text stands in `templates/help/_<slug>.zh.html` and `.en.html`; questions are in people's words."""

    slug: str
    title: str
    questions: tuple[str, ...]
    readers: tuple[Reader, ...]
    related: tuple[str, ...]

    @property
    def asked(self) -> str:
        """What the page answers first; a list of pages shows it under the title."""
        return str(self.questions[0])
