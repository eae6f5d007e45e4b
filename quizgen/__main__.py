"""``python -m quizgen``: the ``quizgen`` command where its script is not on the path (a bare Windows install)."""

from quizgen.cli import main

main()
