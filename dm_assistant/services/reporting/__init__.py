"""Writing all numbers into one file, for a browser, a printer, a sheet or a program."""
