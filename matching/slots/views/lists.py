"""The list of slots, narrowed and sorted by its address."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel import majors, regions
from matching.slots import queries
from matching.slots.enums import SlotState, Sort
from matching.slots.models import Slot
from matching.slots.queries import Wanted
from matching.slots.telling import county_name, major_name
from matching.slots.views import filtering
from matching.slots.views.blueprint import bp, id_in, may_post, own_enterprises
from matching.web.guard import requires
from matching.web.paging import page_of

MOST_ENTERPRISES = 40  # more do not fit into a filter; they are found by name
FILTERS = ("q", "major", "county", "enterprise", "only", "state")


@bp.get("")
@requires(P.SLOT_SEE)
def index(within: frozenset[int]) -> ResponseReturnValue:
    """Open slots of all enterprises in reach, withdrawn ones for those who posted them and the bureau."""
    own = own_enterprises(within)
    in_view = queries.slots_in_view(within, own)
    wanted = _wanted(with_states=bool(own))
    found = queries.filtered(in_view, wanted)
    page = page_of(found)
    enterprises = _enterprises(within, page.rows, wanted)
    return render_template(
        "slots/index.html",
        page=page,
        seats=db.session.scalar(queries.seats_of(found)),
        wanted=wanted,
        groups=_groups(in_view, wanted, enterprises, with_states=bool(own)),
        applied=filtering.applied(wanted, dict(enterprises)),
        sorts=Sort.choices(),
        kept=[pair for pair in request.args.items(multi=True) if pair[0] in FILTERS],
        county=county_name,
        major=major_name,
        many_enterprises=len(within) > 1,
        with_states=bool(own),
        may_post=may_post(),
    )


def _wanted(*, with_states: bool) -> Wanted:
    """What the address asks for; what it cannot mean is left out."""
    args = request.args
    only = args.getlist("only")
    major, county = args.get("major", ""), args.get("county", "")
    states = {state.value: state for state in SlotState} if with_states else {}
    sorts = {sort.value: sort for sort in Sort}
    return Wanted(
        major=major if majors.major(major) else "",
        county=county if regions.county(county) else "",
        enterprise_id=id_in(args.get("enterprise", "")),
        words=args.get("q", "").replace("\x00", "").strip()[: filtering.LONGEST_SEARCH],
        lodging="lodging" in only,
        no_night="no_night" in only,
        two_days_off="two_days_off" in only,
        state=states.get(args.get("state", "")),
        sort=sorts.get(args.get("sort", ""), Sort.START),
    )


def _enterprises(within: frozenset[int], rows: list[Slot], wanted: Wanted) -> list[tuple[int, str]]:
    """Those to choose from, and the chosen one where it is not among them."""
    listed = db.session.execute(queries.enterprises_with_slots(within).limit(MOST_ENTERPRISES + 1)).all()
    known = [(one_id, name) for one_id, name in listed] if 1 < len(listed) <= MOST_ENTERPRISES else []
    chosen = {slot.enterprise_id: slot.enterprise.name for slot in rows if wanted.enterprise_id is not None}
    return known + [pair for pair in chosen.items() if pair not in known]


def _groups(
    in_view: Select[Slot], wanted: Wanted, enterprises: list[tuple[int, str]], *, with_states: bool
) -> list[filtering.Group]:
    by_major = [(code, count) for code, count in db.session.execute(queries.majors_of(in_view))]
    by_county = [(code, count) for code, count in db.session.execute(queries.counties_of(in_view))]
    return filtering.groups(
        wanted,
        majors_found=by_major,
        counties_found=by_county,
        enterprises=enterprises,
        with_states=with_states,
    )
