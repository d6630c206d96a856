"""Importers: bytes to records and problems; no database, no clock."""
