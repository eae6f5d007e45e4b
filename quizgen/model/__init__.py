"""What crosses a stage boundary. One file a noun: the document, what is found in it, the deck, the quiz."""
