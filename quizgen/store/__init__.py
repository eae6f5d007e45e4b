"""The progress database: its tables, how it is opened and brought up to date, and its backups.

Only this package and ``study`` know that it is SQL; only this package knows which database it is.
"""

from quizgen.store.backup import backups, keep_backup, restore_backup
from quizgen.store.database import Store, open_database

__all__ = ["Store", "backups", "keep_backup", "open_database", "restore_backup"]
