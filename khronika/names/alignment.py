"""How many slips lie between words, for whole columns of words at once."""

from __future__ import annotations

import numpy as np

from khronika.names.model import LETTERS
from khronika.names.packed import Array


def distances(a: Array, b: Array, sizes_a: Array, sizes_b: Array) -> Array:
    """Optimal string alignment distances of rows of letters, 16 at most; Hyyrö's bit-parallel method of 2003.

    Shapes: a and b (rows, 16) of bytes, sizes (rows,); the result is (rows,) of whole numbers. The rows with the longest
    `b` go first, so that each step looks only at rows that still have a letter.
    """
    order = np.argsort(-sizes_b.astype(np.int16), kind="stable")
    a, b, size = a[order], np.ascontiguousarray(b[order].T), sizes_a[order]
    ones, last = _ONES[size], _LAST[size]
    nothing: Array = np.zeros(len(a), np.uint16)
    up, down, before, found = ones.copy(), nothing, nothing, nothing
    result = size.astype(np.int16)
    for j, live in enumerate(np.cumsum(np.bincount(sizes_b, minlength=LETTERS + 1)[::-1])[::-1][1:]):
        if not live:
            break
        if live < len(up):
            ones, last, up, down, before, found = (x[:live] for x in (ones, last, up, down, before, found))
        equal = np.packbits((a[:live] == b[j, :live, None]).ravel(), bitorder="little").view(np.uint16)
        found = ((((equal & up) + up) ^ up) | equal | down | ((~found & equal) << 1 & before)) & ones
        more, less = down | ~(found | up), found & up
        result[:live] += (more & last) != 0
        result[:live] -= (less & last) != 0
        more = more << 1 | 1
        up, down = (less << 1) | ~(found | more), more & found
        before = equal
    back = np.empty(len(order), np.int64)
    back[order] = np.where(size == 0, sizes_b[order], result)
    return back


_ONES = np.array([(1 << size) - 1 for size in range(LETTERS + 1)], np.uint16)
_LAST = np.array([1 << size >> 1 for size in range(LETTERS + 1)], np.uint16)
