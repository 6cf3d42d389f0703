"""make room for an answer that is a whole arrangement of cards"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.alter_column("choice", existing_type=sa.String(length=60), type_=sa.String(length=400))
