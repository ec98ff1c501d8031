"""Writes e-process.fixtures.json from mpmath at 60 digits, by integration. Run by hand; commit both files."""
import mpmath as mp
from fixture_data import write

mp.mp.dps = 60

cases = []
for errors, trials, p0 in [(0, 0, 0.1), (0, 50, 0.1), (3, 20, 0.05), (40, 200, 0.1), (100, 5000, 0.02), (180, 5000, 0.02), (0, 4000, 0.3),
                           (9, 9, 0.5), (5000, 20_000, 0.3), (1, 1, 0.999)]:
    p0_ = mp.mpf(p0)
    log_density = lambda p: errors * mp.log(p) + (trials - errors) * mp.log(1 - p)
    base = errors * mp.log(p0_) + (trials - errors) * mp.log(1 - p0_)
    peak = max(p0_, mp.mpf(errors) / trials if trials else p0_)
    width = mp.sqrt(peak * (1 - peak) / max(trials, 1))
    points = sorted({p0_, mp.mpf(1), *(min(mp.mpf(1), max(p0_, peak + k * width)) for k in range(-12, 13))})
    ratio = mp.quad(lambda p: mp.exp(log_density(p) - base) if 0 < p < 1 else (mp.mpf(1) if trials == 0 else mp.mpf(0) if errors < trials else mp.exp(-base)), points)
    cases.append({"errors": errors, "trials": trials, "p0": p0, "value": float(mp.log(ratio / (1 - p0_)))})

write(__file__, f"mpmath {mp.__version__}", cases=cases)
