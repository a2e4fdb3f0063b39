// SPDX-License-Identifier: BSL-1.0
// Rank and percentile, premium, expected move, spot against vol, dealer gamma.
#include "bindings.hpp"
#include "chain.hpp"

#include <smirk/signals/calendar_window.hpp>
#include <smirk/signals/expected_move.hpp>
#include <smirk/signals/exposure.hpp>
#include <smirk/signals/iv_percentile.hpp>
#include <smirk/signals/iv_rank.hpp>
#include <smirk/signals/spot_vol.hpp>
#include <smirk/signals/vrp.hpp>

#include <nanobind/stl/optional.h>

namespace door {

namespace signals = smirk::signals;
namespace statistics = smirk::statistics;

static signals::iv_rank_options rank_options(bool include_today, std::optional<std::size_t> min_valid)
{
    return {.window = include_today ? statistics::window_end::today : statistics::window_end::yesterday,
            .min_valid = min_valid.value_or(statistics::whole_window)};
}

static signals::iv_percentile_options percentile_options(const std::string& ties, bool include_today,
                                                         std::optional<std::size_t> min_valid)
{
    static const std::pair<const char*, statistics::ties> rules[] = {{"below", statistics::ties::below},
                                                                     {"at_or_below", statistics::ties::at_or_below},
                                                                     {"half", statistics::ties::half}};
    return {.window = include_today ? statistics::window_end::today : statistics::window_end::yesterday,
            .ties = one_of(ties, rules, "ties"),
            .min_valid = min_valid.value_or(statistics::whole_window)};
}

static signals::premium_unit unit_of(const std::string& unit)
{
    static const std::pair<const char*, signals::premium_unit> units[] = {
        {"vol", signals::premium_unit::vol}, {"variance", signals::premium_unit::variance}};
    return one_of(unit, units, "unit");
}

template <class F>
doubles unlocked(const F& f)
{
    std::vector<double> out;
    {
        const nb::gil_scoped_release released;
        out = f();
    }
    return to_numpy(std::move(out));
}

/// Dates: NumPy or pandas ones, Arrow's, datetime.date, or text as 2024-01-31.
static std::vector<std::chrono::year_month_day> days_of(nb::handle h)
{
    const nb::object numpy = nb::module_::import_("numpy");
    if (nb::hasattr(h, "dtype") && nb::hasattr(h.attr("dtype"), "tz"))
        throw std::invalid_argument("smirk: day: expected dates without a time zone: use tz_localize(None)");
    nb::object array = numpy.attr("asarray")(h);
    const std::string kind = text_of(array.attr("dtype").attr("kind"));
    if (kind != "M" && kind != "O" && kind != "U") wrong_type("day", "dates", array);
    array = array.attr("astype")("datetime64[D]");
    if (PyObject_IsTrue(nb::object(numpy.attr("isnat")(array).attr("any")()).ptr()))
        throw std::invalid_argument("smirk: day: a date is missing");
    array = numpy.attr("ascontiguousarray")(array.attr("astype")("int64"));
    nb::ndarray<const std::int64_t, nb::ndim<1>, nb::device::cpu> view;
    if (!nb::try_cast(array, view, false)) wrong_type("day", "a one-dimensional array of dates", array);
    std::vector<std::chrono::year_month_day> days;
    days.reserve(view.shape(0));
    for (std::size_t i = 0; i < view.shape(0); ++i) {
        const std::int64_t since_1970 = view.data()[i];
        constexpr std::int64_t most = 10'000'000; // year 29349, where std::chrono still knows the calendar
        if (since_1970 < -most || since_1970 > most) throw std::invalid_argument("smirk: day: a date is out of range");
        days.emplace_back(std::chrono::sys_days(std::chrono::days(since_1970)));
    }
    return days;
}

static signals::spot_vol_options spot_vol_options(const std::string& change, std::optional<std::size_t> min_valid)
{
    static const std::pair<const char*, signals::vol_change> kinds[] = {{"points", signals::vol_change::points},
                                                                        {"log", signals::vol_change::log}};
    return {.change = one_of(change, kinds, "change"), .min_valid = min_valid.value_or(statistics::whole_window)};
}

static nb::dict dealer_gamma(const expiry& e, const array_like& vol, double spot, double growth, double discount,
                             double call_side, double put_side, double multiplier)
{
    const series v(vol, "vol");
    const auto book = signals::dealer_book(e.slice, v.values(), growth, discount, {call_side, put_side}, multiplier);
    const auto exposure = signals::exposure(book, spot);
    nb::dict d;
    d["gamma_shares"] = exposure.gamma_shares;
    d["gamma_cash_percent"] = exposure.gamma_cash_percent;
    d["vega"] = exposure.vega;
    d["vanna_cash"] = exposure.vanna_cash;
    d["zero_gamma"] = signals::zero_gamma_level(book, spot, 0.7 * spot, 1.3 * spot).nearest;
    d["positions"] = book.size();
    return d;
}

void bind_signals(nb::module_& m)
{
    m.def(
        "iv_rank", [](const array_like& iv) { return signals::iv_rank(series(iv, "iv").values()); }, "iv"_a,
        "100 (today - min) / (max - min), today's vol last; the whole series is the window.");
    m.def(
        "iv_percentile", [](const array_like& iv) { return signals::iv_percentile(series(iv, "iv").values()); }, "iv"_a,
        "Share of the earlier values that lie below the last, 0 to 100.");
    m.def(
        "rolling_iv_rank",
        [](const array_like& iv, std::size_t window, bool include_today, std::optional<std::size_t> min_valid) {
            const series s(iv, "iv");
            return unlocked(
                [&] { return signals::rolling_iv_rank(s.values(), window, rank_options(include_today, min_valid)); });
        },
        "iv"_a, "window"_a = 252, nb::kw_only(), "include_today"_a = true, "min_valid"_a = nb::none(),
        "IV rank of every day, NaN until the first full window. A NaN in the window gives NaN unless min_valid values "
        "are enough.");
    m.def(
        "rolling_iv_percentile",
        [](const array_like& iv, std::size_t window, const std::string& ties, bool include_today,
           std::optional<std::size_t> min_valid) {
            const series s(iv, "iv");
            const auto options = percentile_options(ties, include_today, min_valid);
            return unlocked([&] { return signals::rolling_iv_percentile(s.values(), window, options); });
        },
        "iv"_a, "window"_a = 252, nb::kw_only(), "ties"_a = "below", "include_today"_a = false,
        "min_valid"_a = nb::none(),
        "Share of the `window` days before that lie below today's, 0 to 100; first known on row `window`. ties: below, "
        "at_or_below or half.");
    m.def(
        "calendar_iv_rank",
        [](const array_like& iv, const array_like& day, int length, bool include_today,
           std::optional<std::size_t> min_valid) {
            const series s(iv, "iv");
            const auto days = days_of(day);
            return unlocked([&] {
                return signals::rolling_iv_rank(s.values(), days, std::chrono::days(length),
                                                rank_options(include_today, min_valid));
            });
        },
        "iv"_a, "day"_a, "length"_a = 365, nb::kw_only(), "include_today"_a = true, "min_valid"_a = nb::none(),
        "IV rank over `length` days of the calendar instead of a number of rows; NaN until the history reaches "
        "back.\n\n"
        "day: dates, ascending, one a row.");
    m.def(
        "calendar_iv_percentile",
        [](const array_like& iv, const array_like& day, int length, const std::string& ties, bool include_today,
           std::optional<std::size_t> min_valid) {
            const series s(iv, "iv");
            const auto days = days_of(day);
            const auto options = percentile_options(ties, include_today, min_valid);
            return unlocked(
                [&] { return signals::rolling_iv_percentile(s.values(), days, std::chrono::days(length), options); });
        },
        "iv"_a, "day"_a, "length"_a = 365, nb::kw_only(), "ties"_a = "below", "include_today"_a = false,
        "min_valid"_a = nb::none(), "IV percentile over `length` days of the calendar; arguments as above.");
    m.def(
        "spot_vol_correlation",
        [](const array_like& spot, const array_like& vol, std::size_t window, const std::string& change,
           std::optional<std::size_t> min_valid) {
            const series s(spot, "spot"), v(vol, "vol");
            const auto options = spot_vol_options(change, min_valid);
            return unlocked([&] { return signals::spot_vol_correlation(s.values(), v.values(), window, options); });
        },
        "spot"_a, "vol"_a, "window"_a = 63, nb::kw_only(), "change"_a = "points", "min_valid"_a = nb::none(),
        "Correlation of the spot's log returns with the changes of vol over the last `window` of them.\n\n"
        "change: of vol, points or log. First known on row `window`.");
    m.def(
        "spot_vol_beta",
        [](const array_like& spot, const array_like& vol, std::size_t window, const std::string& change,
           std::optional<std::size_t> min_valid) {
            const series s(spot, "spot"), v(vol, "vol");
            const auto options = spot_vol_options(change, min_valid);
            return unlocked([&] { return signals::spot_vol_beta(s.values(), v.values(), window, options); });
        },
        "spot"_a, "vol"_a, "window"_a = 63, nb::kw_only(), "change"_a = "log", "min_valid"_a = nb::none(),
        "Change of vol for a log return of the spot, by regression; arguments as above.");
    m.def(
        "ex_ante_vrp",
        [](const array_like& iv, const array_like& rv, const std::string& unit) {
            const series i(iv, "iv"), r(rv, "rv");
            return to_numpy(signals::ex_ante_vrp(i.values(), r.values(), unit_of(unit)));
        },
        "iv"_a, "rv"_a, "unit"_a = "vol", "Implied less realized (or its forecast), both known on that row.");
    m.def(
        "ex_post_vrp",
        [](const array_like& iv, const array_like& trailing_rv, std::size_t horizon, const std::string& unit) {
            const series i(iv, "iv"), r(trailing_rv, "trailing_rv");
            return to_numpy(signals::ex_post_vrp(i.values(), r.values(), horizon, unit_of(unit)).value);
        },
        "iv"_a, "trailing_rv"_a, "horizon"_a, "unit"_a = "vol",
        "Implied of row t less what was realized over the next `horizon` rows: known on row t + horizon, NaN at the "
        "end.");
    m.def(
        "expected_move", [](double spot, double vol, double years) { return signals::expected_move(spot, vol, years); },
        "spot"_a, "vol"_a, "years"_a, "One sigma, S sigma sqrt(T).");
    m.def(
        "dealer_gamma", &dealer_gamma, "slice"_a, "vol"_a, "spot"_a, nb::kw_only(), "growth"_a = 1.0,
        "discount"_a = 1.0, "call_side"_a = 1.0, "put_side"_a = -1.0, "multiplier"_a = 100.0,
        nb::sig("def dealer_gamma(slice: ChainSlice, vol: numpy.typing.ArrayLike, spot: float, *, growth: float = 1.0, "
                "discount: float = 1.0, call_side: float = 1.0, put_side: float = -1.0, multiplier: float = 100.0) -> "
                "dict[str, float | int]"),
        "Exposure of dealers to one expiry from its open interest, and the spot within 30 % at which their gamma "
        "vanishes.\n\n"
        "vol: of each strike. growth: forward / spot. call_side, put_side: which side dealers have, a guess.");
}

} // namespace door
