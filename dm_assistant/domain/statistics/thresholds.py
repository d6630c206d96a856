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

GUARD_RATE = 0.03
GUARD_CONFIDENCE = 0.90
GUARD_OPT_OUTS = 2
"""A variant pauses at this many opt-outs or more, once a rate above ``GUARD_RATE`` is this sure."""

STRENGTHS = 22
WEAKEST, STRONGEST = 2.0, 1100.0
"""How strongly a weekday or block is pulled to the overall rate: so many points between the two."""
PERMUTATIONS = 200
GATE = 0.10
GATE_FROM = 100
"""A best time is named only below ``GATE`` and from ``GATE_FROM`` mature messages (or posts) on."""
POST_WINDOW = timedelta(days=7)
"""A post whose views were counted sooner than this after it was posted is too young to compare."""
SHADE_STEPS = (0.8, 1.2, 1.5)
"""From these multiples of the overall figure on a cell of a heat map is drawn a shade darker."""

# --- did it move anything: statistics 5 -----------------------------------------------------------

EFFECT_WINDOW = timedelta(days=28)
"""Comments are counted this long after somebody could be messaged, and this long before."""
LEAST_ARM = 10
"""Fewer people on either side of a draw are only counted."""
RELABELINGS = 999
"""How often a draw is made anew to see what chance alone does."""
PROBABLY = 0.05
"""A gap that chance makes no more often than this was probably made by the messages."""

RESAMPLES = 2000
"""How often people are drawn anew, with replacement, for the range of a ratio."""
RATIO_TAIL = 0.05
"""The share of resamples that is left out at either end of that range."""
ADDED = 0.5
"""Added to each sum of a resample, so that none is 0."""
LEAST_PEOPLE = 20
"""Fewer messaged, or fewer compared, people are not compared."""
LEAST_COMMENTS = 30
"""Each of the four sums of comments that are compared is at least this."""
WINDOW_WEEKS = EFFECT_WINDOW // timedelta(weeks=1)
WAVES = 13
"""The messages of so many weeks, the newest that can be judged, are compared with silence."""
SINGLY = 500
"""So many people, those who wrote most, are drawn one by one; all of them up to twice as many."""

LEAST_DAYS = 60
"""Fewer days that are known say nothing of messages and views."""
LEAST_DM_DAYS = 5
"""Nor do fewer days with messages in either half of them."""
LAGS = (0, 1, 2, 3)
"""Days between the messages and the figure, as they are shown."""
LAG = 1
"""The one that is judged, chosen before anybody looked."""
LEAST_SHIFT = 7
"""The messages are moved round by at least so many days to see what chance alone does."""

HISTORY_DAYS = 120
"""So many days are looked at unless others are asked for."""
RISE_BEFORE, RISE_AFTER = 28, 14
"""Days before a date, and from it on, whose means are compared."""
KNOWN_SHARE = 0.75
"""Less of either that is known, and the date has no rank."""
LEAST_DATES = 20
"""Among fewer comparable dates a rank says nothing."""

SPIKE = 3
"""A residual of more than so many usual deviations is a spike."""
NORMAL = 1.4826
"""What makes a standard deviation of a median one, were the residuals normal."""
SPIKE_DAYS = 56
"""So many days before a day say what is usual."""
SPIKE_KNOWN = 28
"""At least so many of them are known."""

SHARES_FROM, SHARES_UNTIL = 98, 102
"""Percentages of a platform that add up to this much are rescaled to 100; others are not."""
SPLIT_FROM = 20
"""Fewer posts of a kind than this, organic or paid, allow no verdict between the two."""
SPLIT_P = 0.05
"""At most this chance of a gap as large, were there no difference, makes it one."""
SPLIT_SHUFFLES = 999
"""How often the kinds of posts are shuffled to find that chance."""
COMPARABLE = 0.5
"""This share of the days of a period must be known for a change from one to the next."""
PACE_DAYS = 28
"""The days up to now by which a goal's pace is told."""

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

WEEKS_SHOWN = 26
"""So many weeks of sending are drawn beside the rates."""
SAMENESS_SPAN = timedelta(days=30)
MOST_COMPARED = 200
"""Of the messages of that span so many, the newest, are compared with each other."""

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
