# SPDX-License-Identifier: BSL-1.0
import datetime
import gc

import numpy as np
import pyarrow as pa
import pytest
from chains import chain

import smirk


def long_batch(days=2, years=(0.1, 0.5)):
    parts = []
    for d in range(days):
        for t in years:
            wide = chain(t, lambda k: 0.2 - 0.1 * k + 0.2 * k**2, spread=0.01)
            for side, name in ((1, "call"), (-1, "put")):
                parts.append(
                    {
                        "underlying": ["SPX"] * len(wide),
                        "day": [datetime.date(2024, 1, 2 + d)] * len(wide),
                        "years": np.full(len(wide), t),
                        "strike": wide.strike,
                        "type": np.full(len(wide), side, dtype=np.int8),
                        "bid": wide[f"{name}_bid"],
                        "ask": wide[f"{name}_ask"],
                    }
                )
    return pa.Table.from_batches([pa.record_batch(p) for p in parts]).combine_chunks().to_batches()[0]


def test_expiry_rows_are_what_the_single_steps_give():
    result = pa.record_batch(smirk.expiry_rows(long_batch()))
    gc.collect()
    assert result.num_rows == 4 and result.column("day").type == pa.date32()
    assert result.column("day")[2].as_py() == datetime.date(2024, 1, 3)
    rows = result.to_pylist()
    for row, t in zip(rows, (0.1, 0.5, 0.1, 0.5)):
        q = smirk.smile_quotes(smirk.ChainSlice(chain(t, lambda k: 0.2 - 0.1 * k + 0.2 * k**2, spread=0.01), t))
        f = smirk.fit_svi(q.k, q.total_variance, q.weight, years=t)
        assert row["status"] == f.status and row["quotes"] == len(q) and row["forward"] == q.forward
        assert [row[p] for p in ("a", "b", "rho", "m", "sigma")] == [
            getattr(f.smile, p) for p in ("a", "b", "rho", "m", "sigma")
        ]
        assert row["atm_vol"] == pytest.approx(0.2, abs=2e-3) and row["risk_reversal"] > 0
    assert {k: v for k, v in rows[0].items() if k != "day"} == {k: v for k, v in rows[2].items() if k != "day"}


def test_slices_are_read_where_they_are():
    batch = long_batch()
    half = batch.num_rows // 2
    whole = pa.record_batch(smirk.expiry_rows(batch))
    second = pa.record_batch(smirk.expiry_rows(batch.slice(half)))
    assert second.equals(whole.slice(2))


def test_bad_batches_are_refused_by_column():
    batch = long_batch(1)
    with pytest.raises(ValueError, match="no column 'bid' among 'underlying', 'day'"):
        smirk.expiry_rows(batch.drop_columns(["bid"]))
    with pytest.raises(ValueError, match="column 'strike' is float32, expected float64"):
        smirk.expiry_rows(batch.set_column(3, "strike", batch.column("strike").cast(pa.float32())))
    with pytest.raises(ValueError, match="column 'ask' has a null in row 0"):
        smirk.expiry_rows(batch.set_column(6, "ask", pa.array([None] * batch.num_rows, type=pa.float64())))
    with pytest.raises(ValueError, match="column 'type' has 2 in row 0"):
        smirk.expiry_rows(batch.set_column(4, "type", pa.array(np.full(batch.num_rows, 2, dtype=np.int8))))
    with pytest.raises(ValueError, match="column 'underlying' is dictionary-encoded"):
        smirk.expiry_rows(batch.set_column(0, "underlying", batch.column("underlying").dictionary_encode()))
    with pytest.raises(TypeError, match="an Arrow record batch, got dict"):
        smirk.expiry_rows({"bid": 1})


def test_a_result_nobody_takes_is_freed_and_no_rows_are_no_rows():
    for _ in range(50):
        smirk.expiry_rows(long_batch(1)).__arrow_c_array__()
    empty = pa.record_batch(smirk.expiry_rows(long_batch().slice(0, 0)))
    assert empty.num_rows == 0 and empty.num_columns == 16
