"""let an adviser say on which day a sensitive lesson may be given"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "adviser_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("module", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["said_by"], ["staff.id"], name=op.f("fk_adviser_day_said_by_staff"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_adviser_day_school_id_school"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["taken_back_by"], ["staff.id"], name=op.f("fk_adviser_day_taken_back_by_staff"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adviser_day")),
    )
    with op.batch_alter_table("adviser_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adviser_day_said_by"), ["said_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_adviser_day_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_adviser_day_taken_back_by"), ["taken_back_by"], unique=False)
        batch_op.create_index(
            "ux_school_id_module_day_where_taken_back_at",
            ["school_id", "module", "day"],
            unique=True,
            sqlite_where=sa.text("taken_back_at IS NULL"),
            postgresql_where=sa.text("taken_back_at IS NULL"),
        )
    with op.batch_alter_table("lesson_run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("only_on", sa.Date(), nullable=True))
