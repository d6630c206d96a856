"""Pictures of every screen, made from the demo: ``python -m tests.pictures``."""
