// SPDX-License-Identifier: BSL-1.0
// What a smile is: total variance w(k) = sigma^2 T at log-moneyness k = ln(K/F). Everything downstream works on this
// concept; a plain smile through quotes is here as well.
#pragma once
#include <smirk/market_span.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI {

/// Total variance at k.
template <class S>
concept smile = requires(const S& s, double k) {
    {
        s.total_variance(k)
    } -> std::convertible_to<double>;
};

/// Total variance and its first two derivatives in k.
struct smile_derivatives {
    double w, dw, d2w;
};

/// A smile with derivatives: what densities, local vol and certificates of no arbitrage need.
template <class S>
concept smooth_smile = smile<S> && requires(const S& s, double k) {
    {
        s.derivatives(k)
    } -> std::convertible_to<smile_derivatives>;
};

/// Implied vol of a smile at k: sqrt(w / T), NaN where w is negative.
template <smile S>
[[nodiscard]] double smile_vol(const S& s, double k, double years)
{
    return std::sqrt(s.total_variance(k) / years);
}

/// A plain smile through quotes: total variance linear in k between neighbours, NaN beyond the first and the last.
///
///     w(k) = w_i + (w_{i+1} - w_i) (k - k_i) / (k_{i+1} - k_i)
///
/// k       log-moneyness, finite and strictly ascending
/// w       total variance at each k
/// throws  std::invalid_argument if lengths differ, k does not ascend or is not finite, or there is no quote
/// cost    O(log n) a value
class quoted_smile {
    std::vector<double> k_, w_;

public:
    quoted_smile(strided<double> k, strided<double> w) : k_(k.begin(), k.end()), w_(w.begin(), w.end())
    {
        if (k_.size() != w_.size() || k_.empty())
            throw std::invalid_argument("smirk::quoted_smile: expected as many k as w and one at least, got " +
                                        std::to_string(k_.size()) + " and " + std::to_string(w_.size()));
        double previous = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < k_.size(); ++i) {
            if (!(k_[i] > previous) || !std::isfinite(k_[i]))
                throw std::invalid_argument("smirk::quoted_smile: k must be finite and ascend, k[" + std::to_string(i) +
                                            "] = " + std::to_string(k_[i]) + " follows " + std::to_string(previous));
            previous = k_[i];
        }
    }

    [[nodiscard]] double first_k() const noexcept { return k_.front(); }
    [[nodiscard]] double last_k() const noexcept { return k_.back(); }

    [[nodiscard]] double total_variance(double k) const
    {
        if (!(k >= k_.front() && k <= k_.back())) return std::numeric_limits<double>::quiet_NaN();
        const auto above = std::lower_bound(k_.begin(), k_.end(), k);
        const auto i = static_cast<std::size_t>(above - k_.begin());
        if (*above == k) return w_[i];
        return w_[i - 1] + (w_[i] - w_[i - 1]) * (k - k_[i - 1]) / (k_[i] - k_[i - 1]);
    }
};

} // namespace smirk::inline SMIRK_ABI
