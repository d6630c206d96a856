"""The pages of the places that have several: one module each."""
