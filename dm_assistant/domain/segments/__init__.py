"""The filter language over people: its fields, its grammar, and what completes a half-typed one."""
