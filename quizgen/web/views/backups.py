"""Going back to a backup when the database cannot be read."""

from __future__ import annotations

import streamlit as st

from quizgen import study
from quizgen.i18n import Language, catalogue
from quizgen.store.place import backup_folder, database_file
from quizgen.web import database


def offer(language: Language) -> None:
    """The backups there are, and the button that puts the chosen one in the database's place."""
    _ = catalogue(language).gettext
    folder, current = backup_folder(), database_file()
    copies = study.backups(folder) if folder and folder.exists() else []
    if not copies or current is None:
        st.write(_("There is no backup to go back to."))
        return
    names = {path.name: path for path in copies}
    chosen = st.selectbox(_("Go back to the backup of"), list(names), key="backup")
    if st.button(_("Restore"), key="main-restore", type="primary"):
        study.restore_backup(names[chosen], current)
        database.shared.clear()
        st.rerun()
