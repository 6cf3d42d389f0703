"""keep what staff did for children when an account goes; one holding version; numbers never twice; a signer by name"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BY_STAFF = (
    ("opening", "opened_by"),
    ("let_in", "granted_by"),
    ("lesson_run", "ready_by"),
    ("group_rules", "made_by"),
    ("group_rules", "adopted_by"),
    ("sign_off", "closed_by"),
    ("audit_event", "staff_id"),
)


def upgrade() -> None:

    for table, column in BY_STAFF:
        name = op.f(f"fk_{table}_{column}_staff")
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(name, type_="foreignkey")
            batch_op.create_foreign_key(name, "staff", [column], ["id"], ondelete="SET NULL")

    with op.batch_alter_table("group_rules", schema=None) as batch_op:
        batch_op.create_index(
            "ux_group_rules_holding",
            ["group_id"],
            unique=True,
            sqlite_where=sa.text("adopted_at IS NOT NULL AND replaced_at IS NULL"),
            postgresql_where=sa.text("adopted_at IS NOT NULL AND replaced_at IS NULL"),
        )

    if op.get_bind().dialect.name == "sqlite":
        make_signer_anew()
    else:
        op.drop_constraint(op.f("pk_signer"), "signer", type_="primary")
        op.create_primary_key(op.f("pk_signer"), "signer", ["ref", "name"])

    if op.get_bind().dialect.name == "sqlite":
        for table in ("school_group", "pupil"):
            with op.batch_alter_table(
                table, schema=None, recreate="always", table_kwargs={"sqlite_autoincrement": True}
            ):
                pass


def make_signer_anew() -> None:
    """SQLite changes no primary key of a table that is there."""
    op.create_table(
        "signer_anew",
        sa.Column("ref", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["school_group.id"], name=op.f("fk_signer_group_id_school_group"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_signer_pupil_id_pupil"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_signer_staff_id_staff"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("ref", "name", name=op.f("pk_signer")),
    )
    op.execute(
        "INSERT INTO signer_anew (ref, name, group_id, pupil_id, staff_id, salt) "
        "SELECT ref, name, group_id, pupil_id, staff_id, salt FROM signer"
    )
    op.drop_table("signer")
    op.rename_table("signer_anew", "signer")
    for column in ("group_id", "pupil_id", "staff_id"):
        op.create_index(op.f(f"ix_signer_{column}"), "signer", [column], unique=False)
