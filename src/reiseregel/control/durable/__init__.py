"""The second executor of signal rules: durable-rules, in a child process that is watched over.

What the library can be trusted with, and how the rest is kept away from it: docs/decisions/0028.
"""
