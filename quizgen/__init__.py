"""quizgen turns Chinese study documents into cloze flashcards, Anki decks and a browser quiz.

The data's way, one direction, a package or file a stage::

    bytes ─read→ Document ─clean→ Document ─extract→ Extraction ─merge→ Extraction ─cards→ Notes ─deck→ Deck
    Deck ─export→ .apkg .csv .md .html …
    Deck ─quiz→ Question ─answer→ Verdict ─schedule→ Memory ─store→ database
"""

__version__ = "0.1.0"
