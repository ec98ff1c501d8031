"""Writes proportion.fixtures.json from statsmodels and SciPy. Run by hand; commit both files."""
import itertools

import scipy
import statsmodels
from fixture_data import write
from scipy import stats
from statsmodels.stats import proportion as sm

single = []
for hits, trials in [(0, 1), (1, 1), (0, 10), (3, 10), (10, 50), (199, 400), (1, 100_000), (99_999, 100_000), (250_000, 10**6)]:
    for level in (0.95, 0.99, 0.5):
        wilson = sm.proportion_confint(hits, trials, 1 - level, method="wilson")
        exact = sm.proportion_confint(hits, trials, 1 - level, method="beta")
        single.append({"hits": hits, "trials": trials, "level": level, "wilson": wilson, "clopperPearson": exact})

pairs = []
for a, n, b, m in [(56, 70, 48, 80), (0, 10, 0, 20), (5, 5, 8, 8), (1, 3, 0, 9), (0, 7, 5, 6), (9000, 10**5, 9300, 10**5),
                   (500, 1000, 40, 90), (10, 10, 3, 4), (2, 30, 25, 30)]:
    newcombe = sm.confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff")
    katz = None
    if min(a, b) > 0 and (a < n or b < m):
        katz = sm.confint_proportions_2indep(a, n, b, m, method="log", compare="ratio")
    elif a + b > 0 and (a < n or b < m):
        katz = list(sm.confint_proportions_2indep(a, n, b, m, method="log-adjusted", compare="ratio"))
        katz = [0.0 if a == 0 else katz[0], float("inf") if b == 0 else katz[1]]
    z, p = sm.proportions_ztest([a, b], [n, m])
    fisher = stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue
    pairs.append({"a": a, "n": n, "b": b, "m": m, "newcombe": newcombe, "katz": katz, "z": z, "p": p, "fisher": fisher})

fisher = [{"table": t, "p": stats.fisher_exact([t[:2], t[2:]]).pvalue}
          for t in itertools.chain(itertools.product((0, 1, 4, 9), repeat=4),
                                   [(300, 5000, 360, 4700), (20, 1000, 3, 10**5), (40_000, 60_000, 40_400, 59_600),
                                    (0, 1000, 30, 1000), (700, 2, 3, 800)])]

write(__file__, f"statsmodels {statsmodels.__version__} and scipy {scipy.__version__}", single=single, pairs=pairs, fisher=fisher)
