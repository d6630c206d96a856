"""Message templates: their files, their language, and the text they make."""
