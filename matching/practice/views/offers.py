"""The list of posts for practice, narrowed and sorted by its address, as page and file; and one post."""

from collections.abc import Collection
from operator import attrgetter

from flask import render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db, one
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice.assembly.filling import fills_of
from matching.practice.assembly.offers import terms_of
from matching.practice.assembly.standings import ledgers_of
from matching.practice.ledger.filling import Fill
from matching.practice.models import PracticeOffer
from matching.practice.queries import offers as queries
from matching.practice.queries.invitations import to_post
from matching.practice.queries.sign_ups import of_account, teaching_post
from matching.practice.rules import offers as rules
from matching.practice.telling.law import OF_POSTS, quoted
from matching.practice.telling.offers import subjects_named, told, told_all
from matching.practice.telling.standings import fills
from matching.practice.views.blueprint import bp
from matching.practice.views.filtering import listing
from matching.slots.telling import county_name
from matching.web.downloads import Column, Table, export
from matching.web.guard import requires
from matching.web.paging import find
from matching.web.session import the_viewer


@bp.get("/practices")
@requires(P.PRACTICE_SEE)
def index(within: frozenset[int]) -> ResponseReturnValue:
    """Posts teachers can sign up for; of one's own enterprise also those that are over or withdrawn."""
    own = _own()
    in_view, asked = queries.offers_in_view(within, own), listing(within, own)
    found = find(in_view, asked, summed=["seats", "taken"])
    seats, taken = found.page.sums
    ids = [offer.id for offer in found.page.rows if offer.enterprise_id in own]
    counted = db.session.execute(queries.sign_ups_counted(ids)) if ids else ()
    return render_template(
        "practice/offers.html",
        found=found,
        free=seats - taken,
        own=own,
        signed_up={offer_id: count for offer_id, count in counted},
        filled=_filled(found.page.rows),
        fills=fills,
        county=county_name,
        subjects=subjects_named,
        fresh_since=queries.fresh_since(),
        today=clock.today(),
    )


@bp.get("/practices.xlsx")
@requires(P.PRACTICE_SEE)
def export_index(within: frozenset[int]) -> ResponseReturnValue:
    """The whole list as a file."""
    own = _own()
    return export(
        Table(
            name="Posts for practice",
            query=queries.offers_in_view(within, own),
            listing=listing(within, own),
            columns=_columns(),
        )
    )


@bp.get("/practices/<int:offer_id>")
@requires(P.PRACTICE_SEE)
def show(offer_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Withdrawn or not: who signed up has to learn why it is gone."""
    offer = db.one_or_404(queries.one_offer(offer_id, within))
    may_edit = offer.enterprise_id in the_viewer().within(P.PRACTICE_OFFER)
    return render_template(
        "practice/offer.html",
        offer=offer,
        told=told_all(terms_of(offer)),
        may_edit=may_edit,
        said=quoted(OF_POSTS) if may_edit else [],
        mine=one(of_account(offer.id, the_viewer().id)),
        invitation=one(to_post(offer.id, the_viewer().id)),
        filled=_filled([offer]),
        fills=fills,
        why_not_edit=rules.why_not_edit(offer),
        why_not_withdraw=rules.why_not_withdraw(offer, clock.today()),
        old=offer.fresh_at < queries.fresh_since() and offer.starts_on > clock.today(),
    )


def _filled(offers: Collection[PracticeOffer]) -> dict[int, Fill]:
    """For a teacher who looks: how far each of these goes towards the own missing days."""
    within = the_viewer().within(P.PRACTICE_SIGN_UP)
    post = one(teaching_post(the_viewer().id, within)) if within and offers else None
    if post is None:
        return {}
    return fills_of(ledgers_of([post.teacher], clock.today())[post.teacher_id], offers, clock.today())


def _own() -> frozenset[int]:
    return the_viewer().within(P.PRACTICE_OFFER)


def _columns() -> list[Column]:
    return [
        Column(_("Title of the post"), attrgetter("title")),
        Column(_("Enterprise"), attrgetter("enterprise.name")),
        Column(_("County"), lambda offer: county_name(offer.county)),
        Column(_("For teachers of"), lambda offer: subjects_named(offer.subject_codes)),
        Column(_("Form of practice"), lambda offer: told("form", offer.form)),
        Column(_("First day"), attrgetter("starts_on")),
        Column(_("Last day"), attrgetter("ends_on")),
        Column(_("Days a week"), attrgetter("days_week")),
        Column(_("Seats"), attrgetter("seats")),
        Column(_("Taken"), attrgetter("taken")),
        Column(_("Allowance a day, CNY"), attrgetter("allowance_day")),
        Column(_("State"), attrgetter("state.label")),
    ]
