"""Questions that are answered or left."""
