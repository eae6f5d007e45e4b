"""The database."""


class Store:
    """An open database."""
