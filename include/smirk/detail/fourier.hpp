// SPDX-License-Identifier: BSL-1.0
// Discrete Fourier transform of a power of two, for convolutions: the spectrum stays in bit-reversed order, which
// products do not mind and which spares the reordering.
#pragma once
#include <smirk/detail/dispatch.hpp>

#include <numbers>
#include <vector>

namespace smirk::inline SMIRK_ABI::detail {

/// Complex numbers as two arrays.
struct spectrum {
    std::vector<double> re, im;
    explicit spectrum(std::size_t n = 0) : re(n), im(n) {}
    [[nodiscard]] std::size_t size() const { return re.size(); }
    void clear()
    {
        re.assign(re.size(), 0);
        im.assign(im.size(), 0);
    }
};

/// Transforms of one size N = 2^k.
///
///     X_f = sum_t x_t exp(-2 pi i f t / N)
///
/// cost  N log2 N / 2 butterflies, in lanes but for the last three rounds
class fourier {
public:
    explicit fourier(std::size_t at_least)
    {
        while (n_ < at_least) n_ *= 2;
        cos_.resize(n_);
        sin_.resize(n_);
        for (std::size_t half = 1; half < n_; half *= 2) // the factors of the round with this half at [half, 2 half)
            for (std::size_t i = 0; i < half; ++i) {
                const double angle = std::numbers::pi * static_cast<double>(i) / static_cast<double>(half);
                cos_[half + i] = std::cos(angle);
                sin_[half + i] = std::sin(angle);
            }
    }
    [[nodiscard]] std::size_t size() const { return n_; }

    /// In place, to bit-reversed order.
    void forward(spectrum& x) const { dispatch(lane_width::widest, forward_kernel{}, this, x.re.data(), x.im.data()); }
    /// In place, from bit-reversed order.
    void inverse(spectrum& x) const { dispatch(lane_width::widest, inverse_kernel{}, this, x.re.data(), x.im.data()); }

private:
    // one butterfly at i and i + half, on one number or on lanes of them
    template <class V, bool Forward>
    SMIRK_LANE_INLINE static void butterfly(double* re, double* im, std::size_t i, std::size_t half, const V& c,
                                            const V& s)
    {
        const V ar = get<V>(re + i), ai = get<V>(im + i), br = get<V>(re + i + half), bi = get<V>(im + i + half);
        if constexpr (Forward) { // (a + b, (a - b) e^(-i angle))
            const V dr = ar - br, di = ai - bi;
            put(re + i, V(ar + br));
            put(im + i, V(ai + bi));
            put(re + i + half, V(dr * c + di * s));
            put(im + i + half, V(di * c - dr * s));
        } else { // (a + b e^(i angle), a - b e^(i angle))
            const V tr = br * c - bi * s, ti = bi * c + br * s;
            put(re + i, V(ar + tr));
            put(im + i, V(ai + ti));
            put(re + i + half, V(ar - tr));
            put(im + i + half, V(ai - ti));
        }
    }
    template <class V>
    SMIRK_LANE_INLINE static V get(const double* p)
    {
        if constexpr (std::is_same_v<V, double>)
            return *p;
        else
            return V::load(p);
    }
    SMIRK_LANE_INLINE static void put(double* p, double x) { *p = x; }
    template <int N>
    SMIRK_LANE_INLINE static void put(double* p, const lanes<N>& x)
    {
        x.store(p);
    }

    template <class V, bool Forward>
    SMIRK_LANE_INLINE void round(double* re, double* im, std::size_t half) const
    {
        for (std::size_t block = 0; block < n_; block += 2 * half)
            if (half >= V::width) {
                for (std::size_t i = 0; i < half; i += V::width)
                    butterfly<V, Forward>(re, im, block + i, half, V::load(&cos_[half + i]), V::load(&sin_[half + i]));
            } else {
                for (std::size_t i = 0; i < half; ++i)
                    butterfly<double, Forward>(re, im, block + i, half, cos_[half + i], sin_[half + i]);
            }
    }
    struct forward_kernel {
        template <class V>
        SMIRK_LANE_INLINE void operator()(const fourier* f, double* re, double* im) const
        {
            for (std::size_t half = f->n_ / 2; half > 0; half /= 2) f->round<V, true>(re, im, half);
        }
    };
    struct inverse_kernel {
        template <class V>
        SMIRK_LANE_INLINE void operator()(const fourier* f, double* re, double* im) const
        {
            for (std::size_t half = 1; half < f->n_; half *= 2) f->round<V, false>(re, im, half);
            const double scale = 1.0 / static_cast<double>(f->n_);
            for (std::size_t i = 0; i < f->n_; ++i) {
                re[i] *= scale;
                im[i] *= scale;
            }
        }
    };

    std::size_t n_ = 8;
    std::vector<double> cos_, sin_;
};

} // namespace smirk::inline SMIRK_ABI::detail
