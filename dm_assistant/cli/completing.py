"""Completion in bash, zsh and fish: a short script each, and the words it asks the program for."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence

from dm_assistant.cli import arguments
from dm_assistant.cli.parser import Commands, Parser
from dm_assistant.cli.printing import Answer, say

ASKED = "__complete"
"""The hidden first word with which the scripts ask; the words so far follow, the last one begun."""

SHELLS = "bash, zsh, fish"
FILES, FOLDERS = ":files", ":folders"
"""Answered where the shell itself knows what to offer."""

BY_METAVAR = {
    "PATH": FILES,
    "FILE": FILES,
    "DIR": FOLDERS,
    "FOLDER": FOLDERS,
    "HANDLE": "handles",
    "OTHER": "handles",
    "POOL": "pools",
    "BATCH": "imports",
    "VARIANT": "templates",
}
BY_PLACE = {
    ("contacts", "segment"): "segments",
    ("draft", "segment"): "segments",
    ("draft", "campaign"): "campaigns",
    ("answer", "template"): "templates",
    ("campaigns", "segment"): "segments",
    ("campaigns", "name"): "campaigns",
    ("challenges", "segment"): "segments",
    ("codes", "names"): "pools",
    ("keywords", "word"): "keywords",
    ("segments", "words"): "segments",
    ("tag", "names"): "tags",
    ("tag", "off"): "tags",
    ("templates", "names"): "templates",
    ("templates", "from"): "templates",
}
"""What a NAME stands for, by command and argument."""

NEW = {("init", "account"), ("import", "account"), ("rename", "new")}
"""Handles that are the creator's own or not known yet: nobody's is offered."""

BASH = """\
# bash completion of dm-assistant; in ~/.bashrc: source <(dm-assistant completion bash)
_dm_assistant() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :files) compopt -o filenames 2>/dev/null
                while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2") ;;
            :folders) compopt -o filenames 2>/dev/null
                while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$2") ;;
            *) COMPREPLY+=("$line") ;;
        esac
    done < <("$1" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _dm_assistant dm-assistant
"""

ZSH = """\
#compdef dm-assistant
# zsh completion of dm-assistant; in ~/.zshrc, after compinit: source <(dm-assistant completion zsh)
_dm_assistant() {
    local line
    local -a found
    for line in "${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        case $line in
            :files) _files ;;
            :folders) _files -/ ;;
            ?*) found+=("$line") ;;
        esac
    done
    (( $#found )) && compadd -a found
}
if [[ "$funcstack[1]" = "_dm_assistant" ]]; then
    _dm_assistant "$@"
else
    compdef _dm_assistant dm-assistant
fi
"""

FISH = """\
# fish completion of dm-assistant; dm-assistant completion fish | source
function __dm_assistant_complete
    set -l before (commandline -opc)
    set -l begun (commandline -ct)
    for line in ($before[1] __complete $before[2..-1] "$begun" 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path "$begun"
            case :folders
                __fish_complete_directories "$begun"
            case '*'
                echo $line
        end
    end
end
complete -c dm-assistant -f -a '(__dm_assistant_complete)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def register(commands: Commands) -> None:
    """Add the command that prints a shell's script."""
    place = commands.add(
        "completion",
        "complete commands, options and names as you type them",
        print_script,
        example="completion bash",
        more="Prints a script for your shell. For bash put this line into ~/.bashrc:\n"
        "  source <(dm-assistant completion bash)\n"
        "for zsh the same with zsh into ~/.zshrc; for fish run:\n"
        "  dm-assistant completion fish > ~/.config/fish/completions/dm-assistant.fish\n"
        "Handles, segments, templates, pools and campaigns are completed from your workspace.",
    )
    place.add_argument("shell", metavar="SHELL", type=_shell, help=SHELLS)


def _shell(text: str) -> str:
    return arguments.one_of(text, SHELLS)


def print_script(args: argparse.Namespace) -> Answer:
    """Print the script of a shell."""
    script = SCRIPTS[args.shell]
    return say({"shell": args.shell, "script": script}, *script.splitlines())


def offered(root: Parser, words: Sequence[str]) -> list[str]:
    """Return what the last word may become; never fails, for nobody would see why."""
    *before, begun = words or [""]
    with contextlib.suppress(Exception):
        return _Line(root, before).offers(begun)
    return []


class _Line:
    """A command line as far as it is typed: the command, its arguments, what is waited for."""

    def __init__(self, root: Parser, before: Sequence[str]) -> None:
        self.root, self.parser = root, root
        self.command = ""
        self.home = ""
        self.waiting: argparse.Action | None = None
        self.taken = 0
        for word in before:
            self._take(word)

    def _take(self, word: str) -> None:
        if self.waiting is not None:
            if self.waiting.dest == "workspace":
                self.home = word
            self.waiting = None
        elif word.startswith("-") and word in self.parser.options():
            action = self.parser.options()[word]
            self.waiting = None if action.nargs == 0 else action
        elif not self.command:
            self.command = word
            self.parser = self.root.places()[word]
        elif not word.startswith("-"):
            self.taken += 1

    def offers(self, begun: str) -> list[str]:
        """Return what may stand here."""
        if self.waiting is not None:
            return self._values(self.waiting, begun)
        if begun.startswith("-"):
            return sorted(word for word in self.parser.options() if word.startswith(begun))
        if not self.command:
            return sorted(word for word in self.root.places() if word.startswith(begun))
        actions = self.parser.positionals()
        if self.taken < len(actions):
            return self._values(actions[self.taken], begun)
        last = actions[-1] if actions else None
        return self._values(last, begun) if last is not None and last.nargs in {"*", "+"} else []

    def _values(self, action: argparse.Action, begun: str) -> list[str]:
        place = (self.command, action.dest)
        if place in NEW:
            return []
        kind = BY_PLACE.get(place) or BY_METAVAR.get(str(action.metavar), "")
        if kind in {FILES, FOLDERS}:
            return [kind]
        if kind:
            return self._names(kind, begun)
        return [word for word in _closed(action) if word.startswith(begun)]

    def _names(self, kind: str, begun: str) -> list[str]:
        from pathlib import Path

        from dm_assistant.services import completing, workspace

        home = Path(self.home).expanduser() if self.home else workspace.default_home()
        return completing.names(home, kind, begun)


def _closed(action: argparse.Action) -> Sequence[str]:
    """Return the names of a closed list, as its own check says them."""
    if not callable(action.type):
        return ()
    try:
        action.type("")
    except arguments.NoneOfError as refused:
        return refused.names
    return ()
