"""Writes distributions.fixtures.json from SciPy. Run by hand; commit both files."""
import itertools

import scipy
from fixture_data import write
from scipy import stats

chi = [{"x": x, "df": df, "value": stats.chi2.sf(x, df)}
       for df in (1, 2, 9, 100, 5000) for x in (0, df * 0.5, df, df + 3 * (2 * df) ** 0.5, df + 8 * (2 * df) ** 0.5)]
t = [{"t": x, "df": df, "value": stats.t.sf(x, df)}
     for df in (1, 2.5, 10, 300, 1e6) for x in (-30, -2, -0.01, 0, 1, 2.2, 7)]
t_quantile = [{"p": p, "df": df, "value": stats.t.ppf(p, df)}
              for df in (1, 2.5, 10, 300, 1e6) for p in (1e-9, 0.005, 0.025, 0.3, 0.5, 0.6, 0.975, 0.9999)]
f = [{"f": x, "d1": a, "d2": b, "value": stats.f.sf(x, a, b)}
     for a, b in itertools.product((1, 4, 60), (2, 9, 1000)) for x in (0, 0.3, 1, 4, 30)]
binomial = [{"k": k, "n": n, "p": p, "cdf": stats.binom.cdf(k, n, p), "sf": stats.binom.sf(k, n, p)}
            for n in (1, 20, 3000) for p in (0.01, 0.3, 0.5, 0.99) for k in sorted({-1, 0, 1, n // 3, n - 1, n})]
beta_quantile = [{"p": p, "a": a, "b": b, "value": stats.beta.ppf(p, a, b)}
                 for a, b in itertools.product((0.4, 1, 3, 250, 20000), (0.7, 1, 12, 5000))
                 for p in (1e-6, 0.025, 0.5, 0.9, 0.99999)]
hyper = [{"k": k, "good": g, "bad": b, "draws": d, "value": stats.hypergeom.pmf(k, g + b, g, d)}
         for g, b, d in ((3, 4, 5), (10, 90, 20), (500, 800, 400), (1, 1, 1), (5, 0, 2), (0, 5, 2))
         for k in (0, 1, 2, 3, 5, 150)]

write(__file__, f"scipy {scipy.__version__}", chiSquare=chi, studentT=t, studentTQuantile=t_quantile, f=f,
      binomial=binomial, betaQuantile=beta_quantile, hypergeometric=hyper)
