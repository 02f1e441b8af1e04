"""Strict YAML -> schema: the only part of the computation that reads files."""
