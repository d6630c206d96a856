"""The gate: whether a message may go to a person, why, and from when."""
