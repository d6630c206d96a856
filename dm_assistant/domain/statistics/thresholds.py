"""The numbers that decide what may be called a rate, and when a message is old enough to judge."""

from datetime import timedelta

Z95 = 1.959963984540054
Z80 = 1.2815515655446004

REPLY_WINDOW = timedelta(days=7)
"""How long an opener may wait for its reply; settings may choose from the two bounds below."""
SHORTEST_WINDOW = timedelta(days=1)
LONGEST_WINDOW = timedelta(days=30)

EARLY_FROM = 5
"""Fewer messages than this are counted and nothing more; the same number must be mature."""
RATE_FROM = 20
"""From here a rate may be ranked and coloured; below it is marked early."""
VISIBLE_FROM = 20
"""Fewer messages with a visible read status than this give a range, never an open rate."""
DECIMAL_FROM = 200
"""From here a percentage carries one decimal."""

CODE_WINDOW = timedelta(days=30)
CODE_GRACE = timedelta(days=2)
"""Shops report late: a code that ended is judged this long after its end."""

WARM_WITHIN = timedelta(days=14)
"""A thread in which the contact wrote this shortly before the opener is warm."""
DUPLICATE_WITHIN = timedelta(seconds=120)
"""The same text to the same contact within this time is one message imported twice."""

GUARD_RATE = 0.03
GUARD_CONFIDENCE = 0.90
GUARD_OPT_OUTS = 2
"""A variant pauses at this many opt-outs or more, once a rate above ``GUARD_RATE`` is this sure."""

CHANGE_FROM = 20
"""Both weeks need so many cases before the range of their difference is shown."""
TO_DO = 3
"""So many things worth doing are named in a week's review."""
FIGURES_FRESH = timedelta(days=10)
"""Figures of the account that are older than this say nothing of the present week."""
CLOSES_WITHIN = timedelta(days=1)
"""A reply window that closes within this time is named first."""
ACCOUNT_DAYS = 90
"""So many days of the account a report draws when no first day is named."""
WEEKS_DRAWN = 26
"""So many weeks of sends and replies a report draws at most, the newest ones."""
REVIEW_WEEKS = 12
"""So many weeks of sends a week's review draws beside its own."""
