"""Claims by the million (extra `batch`): one row a case and one row a post out, in chunks that can be resumed.

`arrow.decide_table` does the same for an Arrow table in memory, without files.
"""
