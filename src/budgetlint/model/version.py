"""The version of the program, as reports name it."""

VERSION = "0.1.0"
