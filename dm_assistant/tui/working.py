"""Starting work beside the event loop, in named groups."""

from __future__ import annotations

from collections.abc import Callable, Coroutine

from textual.dom import DOMNode
from textual.worker import Worker

Work = Callable[[], Coroutine[None, None, object]]
"""A coroutine function without arguments; a partial of one is, a lambda is not."""


def start(node: DOMNode, work: Work, group: str, *, exclusive: bool = False) -> None:
    """Run ``work`` on behalf of a screen; an exclusive one replaces what its group still runs.

    What nobody waits for may fail only in the open: any exception ends the program.
    """
    _: Worker[object] = node.run_worker(work, group=group, exclusive=exclusive)
