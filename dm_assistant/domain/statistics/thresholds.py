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

E_VERDICT = 100.0
"""With a plan a pair e-value this high is a verdict at any moment; costs at most 1 % of error."""
E_WITHOUT_PLAN = 20.0
"""Without a plan only this is one."""
E_AHEAD, E_BETTER = 3.0, 10.0
"""Below the first it is too early to tell; from the second on it looks better, not settled."""
MID_P = 0.034
"""Fisher's mid-p at the plan; its exact worst size for 10 to 250 per variant is 0.0390."""
GOOD_ENOUGH = 0.01
"""Choosing a variant that costs less than this many replies a message is good enough."""
POWER = 0.8
"""How often a difference is to be found that a plan is said to show."""
LEAST_PLAN, MOST_PLAN = 10, 1000
"""How many messages for each variant may be planned."""
EXACT_PLAN = 400
"""Up to here the number of messages is counted out; above it the normal formula serves."""
USUAL_REPLIES = 0.20
"""The reply rate a plan is explained with while there is none of the creator's own."""
KEEP_LEARNING = 4
"""Once a variant is adopted it is drawn this often for each time that another one is."""
