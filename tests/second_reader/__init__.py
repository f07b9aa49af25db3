"""An independent reader of written quantities, to check what the extractor gives.

It is written from the contract and from how English writes numbers, shares no code, table or method with
`pipeline`, and imports nothing of it. The extractor goes through a text from left to right and decides;
this reader takes the whole of a span and tries every way to cut it up: what comes back is all that the span
can mean.
"""
