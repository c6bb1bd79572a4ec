"""Runs it: the command line, the readers in their own processes, the files written, the sentences for people."""
