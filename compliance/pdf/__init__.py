"""PDF work: bytes in, bytes out. Render, merge, sign, time-stamp.

No models, no database, and no clock but the instant passed in. What is here loads WeasyPrint,
pikepdf or pyHanko, so tasks import it and web processes never do.
"""
