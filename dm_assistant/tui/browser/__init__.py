"""The terminal program shown in a browser of this machine."""
