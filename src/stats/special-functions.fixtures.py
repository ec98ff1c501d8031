"""Writes special-functions.fixtures.json from mpmath at 60 digits. Run by hand; commit both files."""
import itertools

import mpmath as mp
from fixture_data import write

mp.mp.dps = 60

gamma = [{"x": x, "value": mp.loggamma(x)} for x in [1e-8, 0.1, 0.5, 1, 1.5, 2, 3.7, 10, 14.9, 15, 100.5, 1e5, 1e9]]

beta, ln_beta = [], []
for a, b in itertools.product([0.1, 0.5, 1, 2.5, 30, 1000, 250000.5], repeat=2):
    mean = mp.mpf(a) / (a + b)
    sd = mp.sqrt(mean * (1 - mean) / (a + b + 1))
    for shift in (-8, -3, -0.5, 0, 2, 5):
        x = float(mean + shift * sd)
        if not 0 < x < 1:
            x = float(mean * mp.mpf(10) ** shift) if shift < 0 else float(1 - (1 - mean) / 10)
        # mpmath's own series fails on large parameters, so integrate the nearer tail when it does
        value = mp.betainc(a, b, 0, x, regularized=True) if max(a, b) <= 1000 else None
        if value is None:
            density = lambda t: mp.exp((a - 1) * mp.log(t) + (b - 1) * mp.log(1 - t) - ln_b)
            ln_b = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
            step = sd / 2
            if min(a, b) < 2 or mp.mpf(x) < sd / 10:
                continue
            points = [0] + [mp.mpf(x) - k * step for k in range(0, 80) if mp.mpf(x) - k * step > 0][::-1]
            value = mp.quad(density, points)
        if value < mp.mpf("1e-290"):
            ln_beta.append({"a": a, "b": b, "x": x, "value": mp.log(value)})
        else:
            beta.append({"a": a, "b": b, "x": x, "value": value})

upper = []
for a in [0.5, 1, 3.5, 40, 1000, 50000]:
    for shift in (-4, -1, 0, 1, 4, 12):
        x = float(a + shift * mp.sqrt(a))
        if x > 0:
            upper.append({"a": a, "x": x, "value": mp.gammainc(a, x, mp.inf, regularized=True)})

mass = []
for n, p in itertools.product([1, 7, 100, 12345, 10**7], [1e-6, 0.02, 0.5, 0.97]):
    for x in sorted({0, 1, n // 3, round(n * p), n}):
        value = mp.log(mp.binomial(n, x)) + x * mp.log(p) + (n - x) * mp.log(1 - mp.mpf(p))
        mass.append({"x": x, "n": n, "p": p, "value": value})


def floats(cases):
    return [{k: float(v) if isinstance(v, mp.mpf) else v for k, v in case.items()} for case in cases]


write(
    __file__, f"mpmath {mp.__version__}",
    gamma=floats(gamma), beta=floats(beta), lnBeta=floats(ln_beta), upper=floats(upper), mass=floats(mass),
)
