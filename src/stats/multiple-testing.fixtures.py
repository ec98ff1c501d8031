"""Writes multiple-testing.fixtures.json from statsmodels. Run by hand; commit both files."""
import statsmodels
from fixture_data import uniform_column, write
from statsmodels.stats.multitest import multipletests

cases = []
for p in [[0.5], [0.001, 0.8, 0.02, 0.6, 0.9], [0.01, 0.01, 0.01], [0.0, 1.0, 0.5, 0.0], [0.04, 0.03, 0.02, 0.01],
          [1e-300, 1e-12, 0.05, 0.049, 0.3, 0.3, 0.9], list(uniform_column(40, 5) ** 4)]:
    case = {"p": p}
    for name, method in [("holm", "holm"), ("bh", "fdr_bh"), ("by", "fdr_by")]:
        case[name] = multipletests(p, method=method)[1]
    # Holm over the p values up to 0.9, each divided by it; the others are set aside.
    asked = [value / 0.9 for value in p if value <= 0.9]
    case["conditional_holm"] = list(multipletests(asked, method="holm")[1]) if asked else []
    cases.append(case)

write(__file__, f"statsmodels {statsmodels.__version__}", cases=cases)
