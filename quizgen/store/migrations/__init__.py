"""Alembic migrations; ``database._migrate`` applies them when a database is opened."""
