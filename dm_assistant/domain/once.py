"""A property that is made when first needed, and kept: without the lock that functools takes.

Messages are taken apart a hundred thousand at a time, each by one thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - it stands where functools.cached_property would
    """Makes an attribute of what a method returns, the first time it is asked for."""

    def __init__(self, make: Callable[..., T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, owner: object, _: type) -> T:
        """Make the value and keep it in the owner, where it is found from then on."""
        value = self._make(owner)
        owner.__dict__[self._name] = value
        return value
