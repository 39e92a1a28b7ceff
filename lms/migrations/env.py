"""Runs migrations on the database that `lms db upgrade` names."""

from importlib import import_module

from alembic import context

from lms import columns, database
from lms.config import ROOT

for _models in sorted((ROOT / "lms").rglob("models.py")):
    import_module(".".join(_models.relative_to(ROOT).with_suffix("").parts))
import_module("lms.web.limits")


def run() -> None:
    engine = database.create_engine(context.config.attributes["url"])
    with database.writing(), engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=columns.Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
