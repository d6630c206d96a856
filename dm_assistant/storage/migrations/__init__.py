"""The schema's history, oldest first; a landed migration is never edited."""
