"""Writes two-sample.fixtures.json from SciPy and scikit-learn-free definitions. Run by hand; commit both files."""
import itertools
from fractions import Fraction
from math import comb

import numpy as np
import scipy
from fixture_data import uniform_column, write
from scipy import stats
from scipy.spatial.distance import jensenshannon

ordered = []
for n, m, levels, shift in [
    (1, 1, 0, 0), (1, 5, 0, 0), (5, 7, 0, 0.3), (8, 8, 0, 0.2), (7, 1200, 0, 0.1), (30, 30, 0, 0.9), (30, 30, 0, 0.2), (60, 60, 5, 0),
    (100, 100, 0, 0.1), (100, 100, 0, 0), (1000, 900, 0, 0.02), (1000, 900, 4, 0), (10_000, 9_999, 0, 0.01), (10_000, 7_500, 0, 0),
    (10_000, 10_000, 0, 0.02), (3, 20_000, 0, 0), (90, 20_000, 0, 0.05), (90, 20_000, 0, 0.12), (300, 20_000, 0, 0),
    (300, 20_000, 0, 0.05), (15_000, 12_000, 0, 0), (15_000, 12_000, 0, 0.01), (15_000, 12_000, 20, 0),
    (100_000, 80_000, 0, 0.002), (100_000, 80_000, 0, 0.006), (200_000, 150_000, 0, 0), (500, 400, 0, 2.0),
]:
    a, b = uniform_column(n, 11), uniform_column(m, 12) + shift
    if levels:
        a, b = np.floor(a * levels), np.floor(b * levels)
    ks = stats.ks_2samp(a, b)
    mw = stats.mannwhitneyu(a, b)
    ordered.append({
        "n": n, "m": m, "levels": levels, "shift": shift, "ks": ks.statistic, "p": ks.pvalue,
        "wasserstein": stats.wasserstein_distance(a, b), "energy": stats.energy_distance(a, b),
        "u": mw.statistic, "uP": mw.pvalue,
    })

one_sample = [{"n": n, "d": d, "p": stats.kstwo.sf(d, n)}
              for n in (1, 2, 5, 20, 140, 141, 500, 20_000, 100_000, 300_000)
              for d in sorted({0.3 / n, 0.9 / n, 0.5, 0.9} | {z / n**0.5 for z in (0.15, 0.3, 0.5, 0.9, 1.2, 1.6, 2.4, 3.3)}) if d < 1]


def merged(a, b):
    """The same pooling rule, written apart: rarest categories first until the pool is large enough."""
    cells = sorted(((x + y, i, x, y) for i, (x, y) in enumerate(zip(a, b)) if x + y), key=lambda c: c[:2])
    enough = 5 * (sum(a) + sum(b)) / min(sum(a), sum(b))
    pool, kept = [0, 0], []
    for total, _, x, y in cells:
        if total < enough or 0 < sum(pool) < enough:
            pool[0] += x
            pool[1] += y
        else:
            kept.append((x, y))
    if sum(pool):
        kept.append(tuple(pool))
    return np.array(kept).T


def exact(a, b):
    cells = [(x, x + y) for x, y in zip(a, b) if x + y]
    n = sum(x for x, _ in cells)
    size = lambda xs: sum(Fraction(x * x, t) for x, (_, t) in zip(xs, cells))
    observed, hits = size([x for x, _ in cells]), 0
    for xs in itertools.product(*(range(t + 1) for _, t in cells)):
        if sum(xs) == n and size(xs) >= observed:
            ways = 1
            for x, (_, t) in zip(xs, cells):
                ways *= comb(t, x)
            hits += ways
    return hits / comb(sum(t for _, t in cells), n)


def bergsma(table):
    table = np.array(table, dtype=float)
    table = table[table.sum(1) > 0][:, table.sum(0) > 0]
    (r, k), n = table.shape, table.sum()
    if min(r, k) < 2:
        return 0.0
    chi2 = stats.chi2_contingency(table, correction=False).statistic
    phi = max(0, chi2 / n - (k - 1) * (r - 1) / (n - 1))
    return (phi / min(k - (k - 1) ** 2 / (n - 1) - 1, r - (r - 1) ** 2 / (n - 1) - 1)) ** 0.5 if phi else 0.0


counted = []
for a, b in [
    ([10, 20, 30], [12, 25, 20]), ([50, 50], [70, 30]), ([100, 0, 3, 2, 1], [90, 4, 0, 2, 1]), ([5, 3, 0], [1, 4, 6]),
    ([1], [1]), ([7, 0], [0, 9]), ([1, 2, 3, 4], [4, 3, 2, 1]), ([2, 2, 2, 2, 2], [1, 0, 5, 2, 1]), ([100], [200]),
    ([10_000, 2_000, 50], [10_300, 1_700, 80]), ([40, 3, 3, 3, 3], [50, 2, 4, 1, 5]), ([0, 1, 1], [0, 30, 30]),
    (list(range(40)), list(range(40, 0, -1))), ([10**6, 10**6 + 2000], [10**6, 10**6]),
]:
    a, b = np.array(a), np.array(b)
    n, m, keep = a.sum(), b.sum(), (a + b) > 0
    if n + m < 40:
        chi = {"statistic": None, "df": int(keep.sum()) - 1, "p": exact(a.tolist(), b.tolist())}
        if keep.sum() > 1:
            chi["statistic"] = stats.chi2_contingency(np.array([a, b])[:, keep], correction=False).statistic
    else:
        table = merged(a.tolist(), b.tolist())
        if table.shape[1] > 1:
            found = stats.chi2_contingency(table, correction=False)
            chi = {"statistic": found.statistic, "df": found.dof, "p": found.pvalue}
        else:
            chi = {"statistic": 0.0, "df": 0, "p": 1.0}
    k = keep.sum()
    sa, sb = (a[keep] + 0.5) / (n + k / 2), (b[keep] + 0.5) / (m + k / 2)
    index = np.sum((sa - sb) * np.log(sa / sb))
    counted.append({
        "a": a, "b": b, **chi, "v": bergsma([a, b]), "psi": index, "psiP": stats.chi2.sf(index / (1 / n + 1 / m), k - 1) if k > 1 else 1.0,
        "js": jensenshannon(a, b, base=2), "kl": stats.entropy(sa, sb),
        "hellinger": np.sqrt(((np.sqrt(a / n) - np.sqrt(b / m)) ** 2).sum() / 2),
    })

tables = []
for t in [[[10, 20], [30, 5]], [[3, 0, 4], [0, 0, 0], [5, 0, 1]], [[1, 2, 3], [4, 5, 6], [7, 8, 10]], [[5, 6, 7]],
          [[100, 1000], [90, 1100], [300, 2500]]]:
    full = np.array(t, dtype=float)
    full = full[full.sum(1) > 0][:, full.sum(0) > 0]
    found = stats.chi2_contingency(full, correction=False)
    tables.append({"table": t, "statistic": found.statistic, "df": found.dof, "p": found.pvalue, "v": bergsma(t)})

write(__file__, f"scipy {scipy.__version__}", ordered=ordered, oneSample=one_sample, counted=counted, tables=tables)
