"""Writes calibration.fixtures.json from scikit-learn, statsmodels and definitions. Run by hand; commit both files."""
import warnings

import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from fixture_data import uniform_column, write
from scipy import optimize, stats
from sklearn.isotonic import IsotonicRegression
from statsmodels.stats.proportion import proportion_confint

warnings.filterwarnings("ignore")


def tables(s, y, bins):
    """Equal-mass bins by the middle rank of each distinct score, written with ranks instead of a merge."""
    middle = stats.rankdata(s) - 1
    bin_of = np.floor(bins * middle / len(s)).astype(int)
    return [(s[bin_of == b], y[bin_of == b]) for b in range(bins) if (bin_of == b).any()]


def equal_width(s, y, bins):
    edges = np.arange(1, bins + 1) / bins
    bin_of = np.searchsorted(edges, s, side="left")
    return sum(abs((y - s)[bin_of == b].sum()) for b in range(bins)) / len(s)


def temperature(logits, y):
    def slope(ln_beta):
        z = np.exp(ln_beta) * logits
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        return ((p * logits).sum(1) - logits[np.arange(len(y)), y]).sum()
    return np.exp(-optimize.brentq(slope, -10, 10, xtol=1e-14))


def platt(s, y):
    up, down = (y.sum() + 1) / (y.sum() + 2), 1 / ((1 - y).sum() + 2)
    t = np.where(y == 1, up, down)
    fit = sm.GLM(t, sm.add_constant(s), family=sm.families.Binomial()).fit(tol=1e-14, maxiter=200)
    return {"a": -fit.params[1], "b": -fit.params[0]}


cases = []
for rows, levels, bend in [(40, 0, 1.0), (200, 8, 1.6), (5000, 0, 0.6), (100_000, 0, 1.0), (100_000, 30, 1.3)]:
    s = uniform_column(rows, 71) * 0.98 + 0.01
    s = (np.floor(s * levels) + 0.5) / levels if levels else s
    truth = 1 / (1 + np.exp(-bend * np.log(s / (1 - s))))
    y = (uniform_column(rows, 72) < truth).astype(int)
    bins = tables(s, y, 15)
    w = np.array([len(b) for b, _ in bins]) / rows
    conf, acc = np.array([b.mean() for b, _ in bins]), np.array([t.mean() for _, t in bins])
    counts = np.array([len(b) for b, _ in bins])
    variance = np.where(counts > 1, acc * (1 - acc) / np.maximum(counts - 1, 1), np.inf)
    l2 = np.sqrt(max(0, sum(wi * ((c - a) ** 2 - v) for wi, c, a, v, k in zip(w, conf, acc, variance, counts) if k > 1)))
    z = ((y - s) * (1 - 2 * s)).sum() / np.sqrt(((1 - 2 * s) ** 2 * s * (1 - s)).sum())
    line = sm.Logit(y, sm.add_constant(np.log(s / (1 - s)))).fit(disp=0, tol=1e-14, maxiter=100)
    binary_logits = np.stack([np.log(1 - s + 1e-12), np.log(s + 1e-12)], 1)
    iso = IsotonicRegression(out_of_bounds="clip").fit(s, y)
    probe = np.linspace(-0.1, 1.1, 13)
    weights = 0.5 + uniform_column(rows, 73)
    weighted = IsotonicRegression(out_of_bounds="clip").fit(s, y, sample_weight=weights)
    cases.append({
        "rows": rows, "levels": levels, "bend": bend, "bins": len(bins), "counts": counts, "rates": acc, "scores": conf,
        "interval": proportion_confint(bins[3][1].sum(), counts[3], method="wilson"),
        "ece": (w * abs(conf - acc)).sum(), "width": equal_width(s, y, 15), "l2": l2, "z": z, "p": 2 * stats.norm.sf(abs(z)),
        "brier": ((s - y) ** 2).mean(), "reliability": (w * (conf - acc) ** 2).sum(), "resolution": (w * (acc - y.mean()) ** 2).sum(),
        "uncertainty": y.mean() * (1 - y.mean()), "line": line.params, "lineErrors": line.bse, "platt": platt(s, y),
        "temperature": temperature(binary_logits, y), "isotonic": iso.predict(probe), "weighted": weighted.predict(probe),
    })

u = np.stack([uniform_column(3000, 81 + k) for k in range(4)], 1) ** 2 + 0.01
y = np.floor(uniform_column(3000, 85) * 4).astype(int)
u[np.arange(3000), y] += 0.4
u = u / u.sum(1, keepdims=True)
multiclass = [{"rows": 3000, "classes": 4, "temperature": temperature(np.log(u + 1e-12), y)}]

write(__file__, f"scikit-learn {sklearn.__version__} and statsmodels {statsmodels.__version__}", cases=cases, multiclass=multiclass)
