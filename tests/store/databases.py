"""Databases to test on: SQLite always, PostgreSQL where ``QUIZGEN_TEST_POSTGRESQL_URL`` names a server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

SERVER = "QUIZGEN_TEST_POSTGRESQL_URL"
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


def empty(kind: str, folder: Path) -> str:
    """The URL of an empty database. Skips the test without a server, but fails it where CI should have one."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'progress.sqlite'}"
    server = os.environ.get(SERVER)
    if not server and os.environ.get("CI") == "true":
        pytest.fail(f"{SERVER} is not set")
    if not server:
        pytest.skip(f"{SERVER} is not set")
    address = make_url(server).set(drivername="postgresql+psycopg")
    schema = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    engine.dispose()
    return address.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
