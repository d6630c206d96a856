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

WEEKS_SHOWN = 26
"""So many weeks of sending are drawn beside the rates."""
SAMENESS_SPAN = timedelta(days=30)
MOST_COMPARED = 200
"""Of the messages of that span so many, the newest, are compared with each other."""
