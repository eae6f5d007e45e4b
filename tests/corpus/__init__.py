"""Our own documents with what an expert would take from them beside each, and the figures of an extraction on them."""
