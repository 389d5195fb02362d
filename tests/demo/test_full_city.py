"""The city as `make run` builds it: as big as promised, lived in order, and light on every page."""

from collections import Counter
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from matching.access.viewer import OrganisationKind
from matching.audit.models import AuditEvent
from matching.audit.queries import faults
from matching.cohorts.models import Cohort, RosterUpload, Student
from matching.db import db
from matching.demo.cast import INVITATIONS, PASSWORD
from matching.demo.city import build
from matching.demo.plan import Size
from matching.imports.enums import UploadState
from matching.organisations.models import Organisation
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.slots.models import Slot
from matching.web.nav import PLACES
from tests import make
from tests.browser import Browser, Page
from tests.conftest import A_MONDAY_MORNING, House
from tests.demo.conftest import quietly
from tests.make import acting
from tests.statements import MOST, Counting

pytestmark = [pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("demo")]

MOST_BYTES = 150_000


@pytest.fixture
def full_city(house: House) -> Iterator[Flask]:
    house.reset()
    make.use(house.app)
    with time_machine.travel(A_MONDAY_MORNING, tick=True):
        with house.app.app_context():
            build(house.app.extensions["workshop"], size=Size.FULL, tell=quietly)
        yield house.app
    house.close()


def test_the_full_city_is_as_big_as_promised_in_order_and_light_to_read(full_city, statements):
    with acting():
        _is_as_big_as_promised()
        assert faults(db.session()) == []
        moments = db.session.scalars(select(AuditEvent.at).where(AuditEvent.id > 40).order_by(AuditEvent.id))
        lived = moments.all()
        assert lived == sorted(lived)
        assert (lived[-1] - lived[0]).days >= 360
    for invitation in INVITATIONS:
        _walks_about(full_city, invitation.username, statements)


def _is_as_big_as_promised() -> None:
    demo = db.session.scalars(select(Organisation).where(Organisation.is_demo)).all()
    kinds = Counter(one.kind for one in demo)
    assert kinds[OrganisationKind.SCHOOL] == 10
    assert kinds[OrganisationKind.ENTERPRISE] == 120
    assert len({one.county for one in demo}) == 17
    counted = [db.session.scalar(select(func.count(thing.id))) for thing in (Cohort, Slot)]
    assert counted == [60, 400]
    assert 2950 <= (db.session.scalar(select(func.count(Student.id))) or 0) <= 3050
    states = Counter(db.session.scalars(select(MatchRound.state)))
    assert set(states) == {
        RoundState.CLOSED,
        RoundState.PUBLISHED,
        RoundState.LOCKED,
        RoundState.COLLECTING,
    }
    uploads = Counter(db.session.scalars(select(RosterUpload.state)))
    assert uploads == {UploadState.ENROLLED: 60, UploadState.CHECKED: 3}


def _walks_about(city: Flask, username: str, statements: Counting) -> None:
    """Every place of the navigation this person is shown."""
    browser = Browser(city)
    browser.post("accounts.sign_in", {"username": username, "password": PASSWORD})
    home = browser.get("dashboards.home")
    for place in PLACES:
        with city.test_request_context():
            address = city.url_for(place.endpoint)
        if f'href="{address}"' in home.html:
            page, asked = _seen(browser, place.endpoint, statements)
            if page.location:  # where there is one thing of one's own, a list leads to it
                page, asked = _seen(browser, page.location, statements)
            assert page.status == 200, (username, place.endpoint)
            assert len(page.html.encode()) < MOST_BYTES, (username, place.endpoint, len(page.html))
            assert asked <= MOST, (username, place.endpoint, asked)


def _seen(browser: Browser, where: str, statements: Counting) -> tuple[Page, int]:
    """The page, and how many statements it took."""
    with statements() as asked:
        page = browser.get(where)
    return page, len(asked)
