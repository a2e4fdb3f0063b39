# SPDX-License-Identifier: BSL-1.0
"""Chains with a known answer."""

import numpy as np
import pandas as pd

import smirk


def chain(years, vol, forward=100.0, rate=0.03, spread=0.0, strikes=None):
    """Quotes of an expiry; vol is a number or a function of k = ln(K/F)."""
    strike = np.arange(40.0, 201.0, 1.0) if strikes is None else strikes
    k = np.log(strike / forward)
    vols = vol(k) if callable(vol) else np.full(len(k), vol)
    discount = np.exp(-rate * years)
    call = smirk.prices("call", forward, strike, years, vols, discount)
    put = smirk.prices("put", forward, strike, years, vols, discount)
    return pd.DataFrame(
        {
            "strike": strike,
            "call_bid": call * (1 - spread),
            "call_ask": call * (1 + spread),
            "put_bid": put * (1 - spread),
            "put_ask": put * (1 + spread),
        }
    )
