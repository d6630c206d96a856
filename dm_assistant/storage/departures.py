"""When a message left, as SQL that everything asks which tells a time of one."""

LEFT_AT = "coalesce(d.found_at, d.handed_over_at, d.sent_at)"
"""When draft ``d`` left: as the account's own export has it, else when it was handed over."""
