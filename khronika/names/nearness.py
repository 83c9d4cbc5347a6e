from rapidfuzz.distance import OSA
from khronika.names.skeleton import bones


def near(one, other):
    longest = max(len(one), len(other))
    value = 1 - 1.15 * OSA.distance(one, other) / longest
    left, right = bones(one), bones(other)
    if left == right and len(left) > 2:
        return max(value, 0.93)
    return max(value, 0.0) if left[:1] == right[:1] else max(value - 0.05, 0.0)


def alike(a, b):
    for skeleton in a.skeletons:
        if skeleton in b.skeletons:
            return 1.0
    for stem in a.stems:
        if stem in b.stems:
            return 0.98
    return max(near(one, other) for one in a.stems for other in b.stems)
