"""A picture in, a picture that Tesseract reads well out: decide on a small copy, then touch the large one once.

The cleaned picture is for recognition only; what people see is always the original.
"""
