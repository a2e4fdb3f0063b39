// SPDX-License-Identifier: BSL-1.0
// What the targets share: bytes read as numbers that a market could send and as those that none does, the check that
// stops the program, and the name under which a target is run.
#pragma once
#include <smirk/chain.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace fuzz {

/// Stops the program, so that the fuzzer keeps the input, and says where.
inline void require(bool holds, const char* file = __builtin_FILE(), int line = __builtin_LINE())
{
    if (holds) return;
    std::fprintf(stderr, "%s:%d: does not hold\n", file, line);
    __builtin_trap();
}

/// The same number, or NaN both.
[[nodiscard]] inline bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// Calls f; whether it threw std::invalid_argument, the one exception that is documented.
template <class F>
bool refuses(const F& f)
{
    try {
        f();
    } catch (const std::invalid_argument& e) {
        require(std::string(e.what()).starts_with("smirk::"));
        return true;
    }
    return false;
}

/// Reads an input from its front; past the end everything is 0, so a short input is a tame one.
///
/// The first byte says how often a number is one that no market has.
class input {
    const std::uint8_t* at_;
    const std::uint8_t* end_;
    unsigned wild_; // of 256

public:
    input(const std::uint8_t* data, std::size_t size) : at_(data), end_(data + size), wild_(0)
    {
        constexpr std::array<unsigned, 4> often{0, 4, 32, 160};
        wild_ = often[byte() % 4];
    }

    [[nodiscard]] bool empty() const { return at_ == end_; }
    [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    [[nodiscard]] bool tame() const { return wild_ == 0; }

    std::uint8_t byte() { return at_ == end_ ? std::uint8_t{0} : *at_++; }
    bool flag() { return byte() & 1; }
    /// 0 to n - 1.
    std::size_t below(std::size_t n) { return (byte() | std::size_t{byte()} << 8) % n; }
    /// Uniform in [0, 1].
    double fraction() { return static_cast<double>(byte() | byte() << 8) / 65535; }
    double between(double low, double high) { return low + (high - low) * fraction(); }
    /// From low to high with each ratio as likely as any other.
    double scale(double low, double high) { return low * std::pow(high / low, fraction()); }
    /// Any bit pattern.
    double bits()
    {
        std::uint8_t raw[sizeof(double)];
        for (auto& b : raw) b = byte();
        double x;
        std::memcpy(&x, raw, sizeof x);
        return x;
    }
    /// `plain`, or instead of it a number that no market has.
    double number(double plain)
    {
        if (wild_ == 0 || byte() >= wild_) return plain;
        using limits = std::numeric_limits<double>;
        constexpr double odd[] = {limits::quiet_NaN(),
                                  limits::infinity(),
                                  -limits::infinity(),
                                  0,
                                  -0.0,
                                  limits::max(),
                                  -limits::max(),
                                  limits::min(),
                                  limits::denorm_min(),
                                  1e-300,
                                  1e300,
                                  1e150,
                                  -1,
                                  1,
                                  limits::epsilon() / 2,
                                  4503599627370497.5};
        const std::size_t i = byte() % 24;
        if (i < 16) return odd[i];
        if (i < 18) return bits();
        return i < 20 ? -plain : i < 22 ? plain * 1e6 : plain * (1 + limits::epsilon());
    }
    std::vector<double> numbers(std::size_t n, double low, double high)
    {
        std::vector<double> x(n);
        for (double& v : x) v = number(between(low, high));
        return x;
    }
    /// What is left, as text.
    std::string rest()
    {
        std::string text(reinterpret_cast<const char*>(at_), left());
        at_ = end_;
        return text;
    }
};

/// The quotes of one expiry: a smile priced with noise, ticks and gaps, then spoilt as often as the input asks.
struct expiry {
    std::vector<double> strike, call_bid, call_ask, put_bid, put_ask;
    double years = 0, rate = 0;

    [[nodiscard]] auto quotes() const
    {
        namespace col = smirk::col;
        return smirk::columns(col::strike(strike), col::call_bid(call_bid), col::call_ask(call_ask),
                              col::put_bid(put_bid), col::put_ask(put_ask));
    }
    [[nodiscard]] auto slice() const { return smirk::chain_slice{quotes(), years, rate}; }
};

/// Strikes ascend but where a wild number stands among them; `sorted` mends what can be mended, so that more than the
/// refusal is reached.
inline expiry read_expiry(input& in, double shortest = 0.002)
{
    expiry e;
    const unsigned mode = in.byte();
    const bool sorted = mode & 3;
    const double forward = in.scale(1e-2, 1e5), vol = in.scale(0.02, 3);
    e.years = in.number(in.scale(shortest, 5));
    e.rate = mode & 4 ? std::numeric_limits<double>::quiet_NaN() : in.number(in.between(-0.1, 0.3));
    const double discount = mode & 4 ? in.between(0.8, 1.02) : std::exp(-e.rate * e.years);
    const double width = vol * std::sqrt(std::fabs(e.years)), tick = mode & 8 ? forward * 1e-4 : 0;
    const std::size_t n = in.below(40);
    double k = -in.between(0, 5);
    const double step = in.between(0, 10) / static_cast<double>(n + 1);
    for (std::size_t i = 0; i < n; ++i) {
        k += step * (mode & 16 ? 1 : in.between(0, 2));
        const double strike = forward * std::exp(k * width), spread = in.between(0, 0.2), noise = in.between(0.9, 1.1);
        const double time = forward * width * 0.4 * std::exp(-k * k / 2) / (1 + std::fabs(k)) * discount * noise;
        const double call = discount * std::fmax(forward - strike, 0) + time,
                     put = discount * std::fmax(strike - forward, 0) + time;
        const auto tidy = [&](double x) { return tick > 0 ? tick * std::round(x / tick) : x; };
        e.strike.push_back(in.number(strike));
        e.call_bid.push_back(in.number(tidy(call - spread * time)));
        e.call_ask.push_back(in.number(tidy(call + spread * time)));
        e.put_bid.push_back(in.number(tidy(put - spread * time)));
        e.put_ask.push_back(in.number(tidy(put + spread * time)));
    }
    if (!sorted) return e;
    double last = 0;
    for (double& strike : e.strike) {
        if (!(strike > last) || !std::isfinite(strike)) strike = last * 1.001 + (last == 0 ? 1e-3 * forward : 0);
        last = strike;
    }
    if (!(e.years > 0) || !std::isfinite(e.years)) e.years = 0.1;
    if (std::isinf(e.rate)) e.rate = 0.01;
    return e;
}

/// Whether a function of this library must take the slice.
[[nodiscard]] inline bool proper(const expiry& e)
{
    double last = 0;
    for (const double strike : e.strike) {
        if (!(strike > last) || !std::isfinite(strike)) return false;
        last = strike;
    }
    return e.years > 0 && std::isfinite(e.years);
}

#ifdef SMIRK_FUZZ_REPLAY
/// The targets that are linked in, in a list.
struct target {
    const char* name;
    int (*run)(const std::uint8_t*, std::size_t);
    const target* next;

    static const target*& first()
    {
        static const target* head = nullptr;
        return head;
    }
    target(const char* n, int (*f)(const std::uint8_t*, std::size_t)) : name(n), run(f), next(first())
    {
        first() = this;
    }
};
#endif

} // namespace fuzz

// SMIRK_FUZZ_TARGET(name) { ... data ... size ... return 0; } is what libFuzzer calls, or what the replay finds by
// name.
#ifdef SMIRK_FUZZ_REPLAY
#define SMIRK_FUZZ_TARGET(name)                                                                                        \
    static int fuzz_##name(const std::uint8_t*, std::size_t);                                                          \
    static const fuzz::target target_##name{#name, fuzz_##name};                                                       \
    static int fuzz_##name([[maybe_unused]] const std::uint8_t* data, [[maybe_unused]] std::size_t size)
#else
#define SMIRK_FUZZ_TARGET(name)                                                                                        \
    extern "C" int LLVMFuzzerTestOneInput([[maybe_unused]] const std::uint8_t* data, [[maybe_unused]] std::size_t size)
#endif
