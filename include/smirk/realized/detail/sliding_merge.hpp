// SPDX-License-Identifier: BSL-1.0
// The last m of a run of windows as one, at three merges a step whatever m is.
#pragma once
#include <smirk/realized/estimator.hpp>

#include <algorithm>
#include <limits>

namespace smirk::inline SMIRK_ABI::realized::detail {

/// The moments that a window of D has.
template <class D>
inline constexpr std::size_t moment_count = D::averaged + 2 * D::centred;

/// Moments to memory, `stride` doubles from one to the next, and back.
template <class D, class V>
SMIRK_LANE_INLINE void store_moments(double* to, std::size_t stride, const moments_of<D, V>& w)
{
    for_each<D::averaged>([&](auto k) SMIRK_LANE_LAMBDA { store(to, w.averaged_sum[k]), to += stride; });
    for_each<D::centred>([&](auto k) SMIRK_LANE_LAMBDA { store(to, w.centred_sum[k]), to += stride; });
    for_each<D::centred>([&](auto k) SMIRK_LANE_LAMBDA { store(to, w.squares[k]), to += stride; });
}
template <class D, class V>
SMIRK_LANE_INLINE moments_of<D, V> load_moments(const double* from, std::size_t stride, double n)
{
    moments_of<D, V> w;
    w.n = n;
    for_each<D::averaged>([&](auto k) SMIRK_LANE_LAMBDA { w.averaged_sum[k] = load<V>(from), from += stride; });
    for_each<D::centred>([&](auto k) SMIRK_LANE_LAMBDA { w.centred_sum[k] = load<V>(from), from += stride; });
    for_each<D::centred>([&](auto k) SMIRK_LANE_LAMBDA { w.squares[k] = load<V>(from), from += stride; });
    return w;
}

/// The run is cut into blocks of m, and the last m windows are the tail of one block and the head of the next. The head
/// grows as windows come; the tails of a block are merged backwards when it is complete. Nothing is subtracted, so what
/// has left leaves no trace.
///
/// source  van Herk, Pattern Recognition Letters 13(7), 1992, 517-521; Gil, Werman, IEEE Transactions on Pattern
///         Analysis and Machine Intelligence 15(5), 1993, 504-507
template <class D, class V>
class sliding_merge {
    using moments = moments_of<D, V>;
    static constexpr std::size_t width = width_of<V>, join = moment_count<D> * width, grow = join + 1,
                                 slot_size = grow + 1;

    std::size_t m_, filled_ = 0;
    double n_;
    moments head_{};

    [[nodiscard]] SMIRK_LANE_INLINE moments load_slot(const double* slot, std::size_t windows) const
    {
        return load_moments<D, V>(slot, width, n_ * static_cast<double>(windows));
    }

public:
    /// Doubles that m slots take.
    [[nodiscard]] static constexpr std::size_t memory(std::size_t m) { return m * slot_size; }

    /// For windows of n periods, of which none has come. Slot i keeps window i of the block until the block is
    /// complete, then the tail from there on; `join`, the weight of merging that of the block before with a head of i,
    /// and `grow`, the weight of merging i windows with one.
    SMIRK_LANE_INLINE sliding_merge(double* slots, std::size_t m, double n) : m_(m), n_(n)
    {
        std::fill_n(slots, memory(m), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t i = 1; i < m; ++i) {
            const double windows = static_cast<double>(i);
            double* const slot = slots + i * slot_size;
            slot[join] = merge_weight(n * static_cast<double>(m - i), n * windows);
            slot[grow] = merge_weight(n * windows, n);
        }
    }

    /// Takes in the next window. `slots` are those of the constructor, or a copy.
    ///
    /// returns  the last m as one; NaN until there are so many
    SMIRK_LANE_INLINE moments push(double* slots, const moments& one)
    {
        double* slot = slots + filled_ * slot_size;
        const moments head = filled_ == 0 ? one : merge(head_, one, slot[grow]);
        store_moments<D, V>(slot, width, one);
        if (++filled_ < m_) {
            head_ = head;
            slot += slot_size;
            return merge(load_slot(slot, m_ - filled_), head, slot[join]);
        }
        filled_ = 0;
        moments tail = one;
        for (std::size_t i = 1; i + 1 < m_; ++i) {
            slot -= slot_size;
            tail = merge(load_slot(slot, 1), tail, slots[i * slot_size + grow]);
            store_moments<D, V>(slot, width, tail);
        }
        return head;
    }
};

} // namespace smirk::inline SMIRK_ABI::realized::detail
