"""What can go wrong, one class for each situation that a caller may want to tell apart.

Every message is one sentence for the person at the keyboard: what happened, where, and what to do next. It is made of
a constant template and named fields, so that another language can put its own template in the place of ours.
"""

from __future__ import annotations


class QuizgenError(Exception):
    """Base of all errors that are the input's fault or the user's to mend; printed without a traceback.

    ``template`` names ``fields`` in braces (``"{name} is empty"``); without fields it is the message as it stands.
    """

    def __init__(self, template: str = "", **fields: object) -> None:
        super().__init__(template)
        self.template = template
        self.fields = fields

    def __str__(self) -> str:
        return self.template.format(**self.fields) if self.fields else self.template


class ReadError(QuizgenError):
    """A document could not be turned into text."""


class EmptyDocument(ReadError):
    """There is no text in the file."""


class EncryptedDocument(ReadError):
    """The file asks for a password."""


class ImageOnlyDocument(ReadError):
    """The file holds pictures of text; the ``ocr`` extra can read them."""


class UnsupportedDocument(ReadError):
    """No reader knows the format."""


class DamagedDocument(ReadError):
    """The file claims a format that its bytes do not keep to."""


class DocumentTooLarge(ReadError):
    """The file, or what it unpacks to, is larger than what we read."""


class DeckError(QuizgenError):
    """A deck file is missing, damaged, or of a newer schema than this program knows."""


class ExportError(QuizgenError):
    """A note cannot be written in the format asked for; the message names the note."""


class StoreError(QuizgenError):
    """The progress database is damaged or of a newer version."""


class NoChinese(ReadError):
    """The file holds text, but none in Chinese."""


class DamagedStore(StoreError):
    """The database file is not whole; the message names the backup to go back to."""


class NewerStore(StoreError):
    """The database was written by a newer version of this program."""


class NotFound(StoreError):
    """There is no profile, deck, note, document or run of that name, or it is somebody else's."""


class NothingToAsk(StoreError):
    """The choice of decks, documents and modes leaves no card to ask."""
