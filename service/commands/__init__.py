"""The commands of the command line: each module adds its words to the parser and runs them.

What a command needs is imported when it runs, so that ``--help`` and ``doctor`` start at once.
"""
