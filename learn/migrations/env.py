"""How Alembic reaches the tables."""

from typing import Any
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel

from learn.classroom import tables


def render(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """Plain SQLAlchemy types in the scripts, whatever the models use."""
    if kind == "type" and isinstance(thing, tables.Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(thing).__module__.startswith("sqlmodel"):
        length = getattr(thing, "length", None)
        return f"sa.String(length={length})" if length else "sa.String()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
