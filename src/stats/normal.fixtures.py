"""Writes normal.fixtures.json from mpmath at 60 digits. Run by hand; commit both files."""
import mpmath as mp
from fixture_data import write

mp.mp.dps = 60

zs = [-38, -20, -8.5, -5.7, -5.6, -3, -1.96, -0.7, -0.67448975, -0.1, -1e-9, 0, 1e-9, 0.3, 0.68, 1.5, 2.5758, 5.657, 9]
cdf = [{"z": z, "value": float(mp.ncdf(z))} for z in zs]
errors = [{"x": x, "erf": float(mp.erf(x)), "erfc": float(mp.erfc(x))} for x in [-3, -0.4, 0, 1e-5, 0.4769, 0.5, 1, 4, 15]]
ps = [1e-300, 1e-20, 1e-12, 1.4e-11, 1e-5, 0.005, 0.025, 0.074, 0.076, 0.3, 0.5, 0.9, 0.925, 0.975, 0.999, 1 - 2.0**-40]


def exact_quantile(p):
    if p > 1e-15:
        return mp.sqrt(2) * mp.erfinv(2 * mp.mpf(p) - 1)
    return mp.findroot(lambda z: mp.log(mp.ncdf(z)) - mp.log(p), -mp.sqrt(-2 * mp.log(p)))


quantile = [{"p": p, "value": float(exact_quantile(p))} for p in ps]

write(__file__, f"mpmath {mp.__version__}", cdf=cdf, errors=errors, quantile=quantile)
