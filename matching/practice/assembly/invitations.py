"""Invitations with what came of them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Select

from matching.db import db
from matching.kernel import clock
from matching.practice.enums import InvitationState, SignUpState
from matching.practice.models import Invitation
from matching.practice.queries import invitations as queries
from matching.practice.rules.invitations import state_of


@dataclass(frozen=True)
class Told:
    """An invitation, how far it is, and the sign-up that followed."""

    invitation: Invitation
    state: InvitationState
    sign_up: SignUpState | None

    @property
    def shown(self) -> InvitationState | SignUpState:
        """The sign-up says more than that there is one."""
        return self.sign_up or self.state


def told_of(found: Select[Invitation, SignUpState]) -> Iterator[Told]:
    """Each with what came of it."""
    for invitation, sign_up in db.session.execute(found):
        yield Told(invitation, state_of(invitation, sign_up, clock.today()), sign_up)


def answers_to(offer_ids: Collection[int], within: frozenset[int]) -> dict[int, dict[int, bool]]:
    """Of each post which teachers were invited, and whether their answer is open."""
    found: defaultdict[int, dict[int, bool]] = defaultdict(dict)
    for told in told_of(queries.invitations_to(offer_ids, within)):
        is_open = told.state is InvitationState.OPEN
        found[told.invitation.offer_id][told.invitation.teacher_id] = is_open
    return found
