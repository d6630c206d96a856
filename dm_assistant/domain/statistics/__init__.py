"""How well it worked: pure figures over plain rows, and the words they are told in."""
