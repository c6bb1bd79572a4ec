"""Pages in, words out: believes or reads a page, orders its lines, and lays the words over the picture.

Begin with ``ocr.reader.read_page``. Nothing is re-exported here, so that values can be imported without the engines.
"""
