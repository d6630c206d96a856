"""The terminal inbox that turns a creator's comments into personal messages, with consent."""

__version__ = "0.1.0"
