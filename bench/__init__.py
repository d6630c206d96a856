"""Benchmarks: one small program per promise about speed and memory, each against a reference."""
