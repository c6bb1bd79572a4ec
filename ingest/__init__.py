"""Files in, pages out: recognises a file by its bytes, inspects it, refuses what is hostile, and opens its pages.

Begin with ``ingest.file_info.inspect`` and ``ingest.source.open_source``. Nothing is re-exported here: the process that
leads the readers imports the values of this room, and must never load its parsers.
"""
