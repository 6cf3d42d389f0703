"""keep a school's own protocol"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "protocol_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["staff.id"], name=op.f("fk_protocol_version_confirmed_by_staff"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["staff.id"], name=op.f("fk_protocol_version_made_by_staff"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_protocol_version_school_id_school"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol_version")),
        sa.UniqueConstraint("school_id", "version", name=op.f("uq_protocol_version_school_id_version")),
    )
    with op.batch_alter_table("protocol_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_protocol_version_confirmed_by"), ["confirmed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_protocol_version_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_protocol_version_school_id"), ["school_id"], unique=False)
        batch_op.create_index(
            "ux_protocol_version_current",
            ["school_id"],
            unique=True,
            sqlite_where=sa.text("confirmed_at IS NOT NULL AND replaced_at IS NULL"),
            postgresql_where=sa.text("confirmed_at IS NOT NULL AND replaced_at IS NULL"),
        )
        batch_op.create_index(
            "ux_protocol_version_draft",
            ["school_id"],
            unique=True,
            sqlite_where=sa.text("confirmed_at IS NULL"),
            postgresql_where=sa.text("confirmed_at IS NULL"),
        )
