"""The terminal: frozen views in, use cases out."""
