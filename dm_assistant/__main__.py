"""Run the program with ``python -m dm_assistant``."""

from dm_assistant.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
