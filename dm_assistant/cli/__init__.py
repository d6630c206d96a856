"""The command line: arguments to use cases to text or JSON."""
