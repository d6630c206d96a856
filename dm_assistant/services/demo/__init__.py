"""The sample workspace: a believable audience and three months of messages, plainly marked DEMO."""

from dm_assistant.services.demo.calendar import NOW
from dm_assistant.services.demo.writing import write

__all__ = ["NOW", "write"]
