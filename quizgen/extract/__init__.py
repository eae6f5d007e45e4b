"""Document → DocumentExtraction: propose, weigh, resolve.

``extract`` is the only public verb. The order of the steps is told in ``docs/architecture.md``.
"""
