# SPDX-License-Identifier: BSL-1.0
"""Volatility analytics over NumPy and Arrow memory, without a copy.

Columns are NumPy arrays of float64, pandas columns or Arrow arrays; they are used where they are. An array of another
type is refused with TypeError, since to convert it is a copy that the caller should see; lists are copied. What makes no
sense raises ValueError; what a market does not quote is NaN. Long work releases the GIL.

Volatility is a decimal, annualised; k = ln(K/F); total variance w = sigma^2 T.
"""

from enum import IntEnum as _IntEnum

from ._smirk import (
    ArrowBatch,
    CboeIndex,
    CboeVariance,
    Certificate,
    ChainSlice,
    Finding,
    Findings,
    GarchFit,
    RealizedGarchFit,
    Rule,
    SmileQuotes,
    SurfaceFit,
    Svi,
    SviFit,
    VannaVolga,
    calendar_iv_percentile,
    calendar_iv_rank,
    cboe_index,
    cboe_variance,
    dealer_gamma,
    decision_table,
    decision_tables,
    evaluate,
    ewma_volatility,
    ex_ante_vrp,
    ex_post_vrp,
    expected_move,
    expiry_rows,
    fit_garch,
    fit_realized_garch,
    fit_surface,
    fit_svi,
    forward_rate,
    forward_variance,
    greeks,
    implied_forward,
    implied_vols,
    iv_percentile,
    iv_rank,
    kunitomo_variance,
    opening_prices,
    prices,
    realized_variance,
    robust_two_scale_variance,
    rolling_iv_percentile,
    rolling_iv_rank,
    rolling_volatility,
    smile_quotes,
    spot_vol_beta,
    spot_vol_correlation,
    two_scale_variance,
    version as __version__,
    vix_settlement,
    volatility,
)


class ImpliedVolStatus(_IntEnum):
    """What the statuses of implied_vols() say; the first two carry a vol."""

    CONVERGED = 0
    AT_INTRINSIC = 1
    SATURATED = 2
    BELOW_INTRINSIC = 3
    ABOVE_MAXIMUM = 4
    INVALID_INPUT = 5


__all__ = [
    "ArrowBatch",
    "CboeIndex",
    "CboeVariance",
    "Certificate",
    "ChainSlice",
    "Finding",
    "Findings",
    "GarchFit",
    "ImpliedVolStatus",
    "RealizedGarchFit",
    "Rule",
    "SmileQuotes",
    "SurfaceFit",
    "Svi",
    "SviFit",
    "VannaVolga",
    "__version__",
    "calendar_iv_percentile",
    "calendar_iv_rank",
    "cboe_index",
    "cboe_variance",
    "dealer_gamma",
    "decision_table",
    "decision_tables",
    "evaluate",
    "ewma_volatility",
    "ex_ante_vrp",
    "ex_post_vrp",
    "expected_move",
    "expiry_rows",
    "fit_garch",
    "fit_realized_garch",
    "fit_surface",
    "fit_svi",
    "forward_rate",
    "forward_variance",
    "greeks",
    "implied_forward",
    "implied_vols",
    "iv_percentile",
    "iv_rank",
    "kunitomo_variance",
    "opening_prices",
    "prices",
    "realized_variance",
    "robust_two_scale_variance",
    "rolling_iv_percentile",
    "rolling_iv_rank",
    "rolling_volatility",
    "smile_quotes",
    "spot_vol_beta",
    "spot_vol_correlation",
    "two_scale_variance",
    "vix_settlement",
    "volatility",
]
