"""How a run left each slot, in counts; those of earlier runs are counted from their explanations."""

from collections import Counter, defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.locks import lock, unlock

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BUCKETS = 4


def upgrade() -> None:
    demand = op.create_table(
        "slot_demand",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("ranked", sa.JSON(), nullable=False),
        sa.Column("became", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["match_run.id"], name=op.f("fk_slot_demand_run_id_match_run")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_slot_demand_slot_id_slot")),
        sa.PrimaryKeyConstraint("run_id", "slot_id", name=op.f("pk_slot_demand")),
    )
    rows = _counted()
    if rows:
        op.bulk_insert(demand, rows)
    lock("slot_demand")


def downgrade() -> None:
    unlock("slot_demand")
    op.drop_table("slot_demand")


def _counted() -> list[dict[str, Any]]:
    proposal = sa.table("proposal", sa.column("run_id", sa.Integer), sa.column("explanation", sa.JSON))
    ranked: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0] * BUCKETS)
    became: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for run_id, explanation in op.get_bind().execute(sa.select(proposal.c.run_id, proposal.c.explanation)):
        for one in explanation:
            key = (run_id, one["slot_id"])
            became[key][one["reason"]] += 1
            if one["wish"] is not None:
                ranked[key][min(one["wish"], BUCKETS) - 1] += 1
    return [
        {"run_id": run_id, "slot_id": slot_id, "ranked": ranked[run_id, slot_id], "became": dict(reasons)}
        for (run_id, slot_id), reasons in sorted(became.items())
    ]
