"""What the people of the day say, and what the creator posts (data, all of it invented)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

CREATOR = "the.second.kiln"

POSTS = (
    "A teapot in eleven pieces",
    "The drawer that never opened",
    "Brass, lemon and a lot of rubbing",
    "My worst glue joint",
    "A radio that hums in B flat",
    "Patching a boot by lamplight",
    "What the clockmaker left inside",
    "One chair, three woods",
    "Gold in the cracks",
    "A zip, a candle and ten minutes",
    "The lamp from the flooded cellar",
    "Sharpening, slowly",
)

OPENINGS = (
    "I keep coming back to",
    "Nobody ever showed me",
    "My whole table fell silent at",
    "I would hang on my wall",
    "You made me look twice at",
    "I have never been so patient with",
    "I rewound three times for",
    "My neighbour and I argued about",
    "I finally understand",
    "There is something calm about",
    "I tried at once, and failed at,",
    "Half my class talks about",
)
THINGS = (
    "the little brass hinge",
    "that crack in the blue glaze",
    "the drawer with the swollen side",
    "the way you warm the wax",
    "that second coat of shellac",
    "the hum of the old valve",
    "the sound of the file on copper",
    "that impossible corner joint",
    "the handle you carved from plum",
    "the stitch along the heel",
    "the spring you wound by hand",
    "that line of gold on black",
    "the lid that closes with a sigh",
    "the clamp made out of a bicycle",
    "the screw you saved from the cellar",
    "that patch nobody will ever see",
)
ENDINGS = (
    "and I could not even say why",
    "while the kettle was boiling over",
    "more than any new thing I own",
    "after the longest day of the month",
    "because my grandfather worked like that",
    "and now my own chair looks at me",
    "although I can hardly hold a hammer",
    "so thank you for leaving it in",
    "right when I wanted to throw mine out",
    "and it smells of oil even from here",
    "as if the thing had forgiven somebody",
    "when everybody else had gone to bed",
    "and I told the cat all about it",
    "before I had even found my glasses",
)
QUESTIONS = (
    "Which glue holds {thing}, and does it go yellow later?",
    "How long did {thing} take you without the cuts?",
    "Would {thing} survive a dishwasher, or is that a silly question?",
    "Where does one learn to do {thing} without breaking it?",
)

WORD_FOR = (
    *("my hinges", "the door knob", "a trumpet", "my coat hooks", "the ship's bell", "two taps"),
    *("the old scales", "a lamp foot", "my letterbox", "the dog's tag"),
)
"""What those who write the announced word want it for, one each."""


class Written(NamedTuple):
    """One of the eleven messages that wait: how old, what it says, what the creator does."""

    hours: float
    text: str
    deal: str


WAITING = (
    Written(46.5, "What glue did you use on the teapot? Mine has the very same crack", "gear"),
    Written(44.2, "aww thank you, that made my whole week", "thanks-back"),
    Written(39.0, "would you ever do a repair together with me? I have a lathe!", "collab-maybe"),
    Written(30.5, "which soldering iron is that in the radio video?", "gear"),
    Written(27.0, "👍", "archive"),
    Written(22.0, "thank you!! I showed it to my mum and she cried a bit", "thanks-back"),
    Written(15.0, "could you fix my grandmother's clock if I send it to you?", "gentle-no"),
    Written(9.0, "omg I can't, please stop 😂", "opt_out"),
    Written(4.0, "Can you explain that clamp once more, with all the steps?", "later"),
    Written(2.0, "ok", "archive"),
    Written(1.2, "I will send you a photo of my chair on Monday", "snooze"),
)
"""Oldest first, which is soonest-closing first: seven fit a ready answer."""

AGREED = (
    "yes, write to me any time",
    "oh please do message me",
    "sure, I would love to hear from you",
    "you can always send me a message",
)
REPLIES = (
    ("that is so kind, thank you", "thanks"),
    ("oh I would love to see how you do the handles", "positive"),
    ("", ""),
    ("which wax do you use for the lid?", "question"),
    ("ha, I did not think anybody reads those", "neutral"),
    ("", ""),
)
"""What people answered to a thank-you weeks ago, and its class; some said nothing."""

YESTERDAY = (
    ("yes please, I ordered the wax tin at once", "positive"),
    ("thank you, that is lovely of you", "thanks"),
    ("how long is the code good for?", "question"),
)
"""What three of yesterday's people answered, to be logged on the Saturday, and its class."""


def sayings(chance: random.Random) -> Iterator[str]:
    """Yield comments, none of them twice."""
    said = [
        f"{opening} {thing}, {ending}"
        for opening in OPENINGS
        for thing in THINGS
        for ending in ENDINGS
    ]
    chance.shuffle(said)
    asked = [each.format(thing=thing) for each in QUESTIONS for thing in THINGS]
    chance.shuffle(asked)
    for number, text in enumerate(said):
        yield asked.pop() if asked and number % 11 == 5 else text
