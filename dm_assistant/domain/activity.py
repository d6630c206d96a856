"""A contact's stored activity and the score it gives at any moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

HALF_LIFE = timedelta(days=30)

_HALF_LIFE_SECONDS = HALF_LIFE.total_seconds()
_HALFWAY = 3.0


_NOTHING_LOST = {"copies": 0.0, "giveaways": 0.0, "promotion": 0.0}


@dataclass(frozen=True, slots=True)
class Score:
    """Points from 0 to 100 with one decimal, and the terms that sum to them."""

    points: float
    terms: dict[str, float]


@dataclass(frozen=True, slots=True)
class Activity:
    """What is stored per contact: exact at any later moment, because the decay factors out.

    ``activity`` holds at ``last_at``. The ``ring`` comments are among ``comments`` and ``posts``
    and in nothing else. ``capped`` comments were too many on their video and added nothing.
    """

    activity: float = 0.0
    comments: int = 0
    posts: int = 0
    questions: int = 0
    likes: int = 0
    copies: int = 0
    giveaways: int = 0
    promotions: int = 0
    ring: int = 0
    capped: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def copy_factor(self) -> float:
        """Return what is left of the points after copies: 1 up to 30 % copies, then down to 0.2."""
        return 1 - 0.8 * max(0.0, self._share(self.copies) - 0.3) / 0.7

    @property
    def giveaway_factor(self) -> float:
        """Return what is left after giveaway comments: 1 up to half of them, then down to 0.1."""
        return 1 - 0.9 * max(0.0, self._share(self.giveaways) - 0.5) / 0.5

    @property
    def promotion_factor(self) -> float:
        """Return what is left after self-promotion: down to 0.1 where half the comments do it."""
        return 1 - 0.9 * min(1.0, 2 * self._share(self.promotions))

    def _share(self, part: int) -> float:
        scored = self.comments - self.ring
        return part / scored if scored else 0.0

    def at(self, now: datetime) -> Score:
        """Return the score at ``now``; before the last comment it is that of the last comment."""
        decayed = 0.0
        if self.last_at is not None:
            waited = max(0.0, (now - self.last_at).total_seconds())
            decayed = self.activity * 2.0 ** (-waited / _HALF_LIFE_SECONDS)
        points = 100 * (1 - 2.0 ** (-decayed / _HALFWAY))
        shown = round(points, 1)
        terms = {"activity": shown}
        if not (self.copies or self.giveaways or self.promotions):
            return Score(shown, terms | _NOTHING_LOST)
        for name, factor in (
            ("copies", self.copy_factor),
            ("giveaways", self.giveaway_factor),
            ("promotion", self.promotion_factor),
        ):
            points *= factor
            # Each term is the step between two rounded figures, so that what is shown adds up.
            terms[name] = round(round(points, 1) - shown, 1)
            shown = round(points, 1)
        return Score(shown, terms)
