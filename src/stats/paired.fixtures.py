"""Writes paired.fixtures.json. Run by hand; commit both files.

Tango's interval is in neither SciPy nor statsmodels: it is found here by its definition, maximising the restricted
likelihood numerically, where paired.ts uses the closed form. McNemar's test is statsmodels'.
"""
import mpmath as mp
import statsmodels
from fixture_data import write
from statsmodels.stats.contingency_tables import mcnemar

mp.mp.dps = 40


def score(b, c, n, delta):
    """z of b − c under p12 − p21 = delta with p21 at its restricted maximum of the likelihood."""
    delta = mp.mpf(delta)
    low, high = max(mp.mpf(0), -delta), (1 - delta) / 2

    def slope(q):
        total = mp.mpf(0)
        if b:
            total += b / (q + delta)
        if c:
            total += c / q
        if n - b - c:
            total -= 2 * (n - b - c) / (1 - 2 * q - delta)
        return total

    # the slope of the log-likelihood falls in q: bisection
    for _ in range(120):
        q = (low + high) / 2
        try:
            up = slope(q) > 0
        except ZeroDivisionError:
            up = True
        low, high = (q, high) if up else (low, q)
    variance = n * (2 * low + delta * (1 - delta))
    gap = b - c - n * delta
    return gap if gap == 0 else gap / mp.sqrt(variance) if variance > 0 else gap * mp.inf


def tango(b, c, n, level):
    z = mp.sqrt(2) * mp.erfinv(mp.mpf(level))
    bounds = []
    for sign, end in ((1, -1), (-1, 1)):
        inside, outside = mp.mpf(b - c) / n, mp.mpf(end)
        for _ in range(80):
            middle = (inside + outside) / 2
            if sign * score(b, c, n, middle) <= z:
                inside = middle
            else:
                outside = middle
        bounds.append(float(inside))
    return bounds


interval = [{"b": b, "c": c, "n": n, "level": level, "interval": tango(b, c, n, level)}
            for b, c, n in [(9, 3, 100), (0, 0, 30), (5, 0, 50), (0, 7, 20), (300, 200, 10_000), (4, 4, 8), (1, 0, 1),
                            (20, 0, 20), (60, 55, 1000)] for level in (0.95, 0.99)]
exact = [{"b": b, "c": c, "p": mcnemar([[10, b], [c, 10]], exact=True).pvalue}
         for b, c in [(0, 0), (1, 0), (9, 3), (5, 5), (0, 12), (300, 200), (40, 90), (2000, 2300)]]

write(__file__, f"mpmath {mp.__version__} and statsmodels {statsmodels.__version__}", tango=interval, mcnemar=exact)
