"""count staff tries by device"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:

    # A try counts for a quarter of an hour: none need be carried over.
    op.drop_table("staff_try")
    op.create_table(
        "staff_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email_mac", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_try")),
    )
    with op.batch_alter_table("staff_try", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_try_email_mac"), ["email_mac"], unique=False)

    op.add_column("staff_session", sa.Column("device", sa.String(length=64), nullable=False, server_default=""))
