// SPDX-License-Identifier: BSL-1.0
// The one type to learn: named columns over memory that somebody else owns. Nothing is copied.
//
//     auto bars  = columns(col::high(h), col::low(l));                          // struct of arrays
//     auto ticks = records(rows, col::high(&Bar::high), col::low(&Bar::low));   // array of structs
//
// Vectors, std::span, Eigen columns, strided memory: every function of the library takes them all alike.
// Reading is `bars[col::high][i]`; `bars.slice(first, n)` and `windows(bars, n)` are views as well.
#pragma once
#include <smirk/config.hpp>

#include <concepts>
#include <cstddef>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace smirk::inline SMIRK_ABI {

template <class T>
class strided;

namespace detail {

template <class R>
concept sized_data = requires(const R& r) {
    *r.data();
    static_cast<std::size_t>(r.size());
};

template <class R>
concept eigen_expression = sized_data<R> && requires(const R& r) {
    r.innerStride();
    r.derived();
    R::IsVectorAtCompileTime;
};

template <class R>
inline constexpr bool is_eigen_matrix = false;
template <eigen_expression R>
inline constexpr bool is_eigen_matrix<R> = !R::IsVectorAtCompileTime;

template <class R>
inline constexpr bool is_strided = false;
template <class T>
inline constexpr bool is_strided<strided<T>> = true;

/// Memory laid out as a run of values: a contiguous container, a span, or an Eigen vector with any inner stride.
template <class R>
concept run_of_values = sized_data<R> && !is_strided<R> && !is_eigen_matrix<R>;

template <class R>
inline constexpr bool owns_its_memory = !std::ranges::enable_borrowed_range<R>;
template <eigen_expression R>
inline constexpr bool owns_its_memory<R> = std::is_same_v<typename R::PlainObject, R>;

/// A view of a temporary container would dangle: only what outlives the call may be bound.
template <class R>
concept outlives_the_call = std::is_lvalue_reference_v<R> || !owns_its_memory<std::remove_cvref_t<R>>;

[[noreturn]] inline void throw_slice(std::size_t first, std::size_t n, std::size_t size)
{
    throw std::invalid_argument("smirk::slice: rows " + std::to_string(first) + " to " + std::to_string(first) + " + " +
                                std::to_string(n) + " of " + std::to_string(size));
}

/// Walks anything that has operator[], by value: the elements are views made on the way.
template <class Range>
class index_iterator {
    const Range* range_ = nullptr;
    std::size_t i_ = 0;

public:
    using iterator_category = std::input_iterator_tag;
    using value_type = std::remove_cvref_t<decltype(std::declval<const Range&>()[std::size_t{}])>;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = value_type;

    constexpr index_iterator() = default;
    constexpr index_iterator(const Range& range, std::size_t i) noexcept : range_(&range), i_(i) {}
    constexpr value_type operator*() const { return (*range_)[i_]; }
    constexpr index_iterator& operator++() noexcept { return ++i_, *this; }
    constexpr index_iterator operator++(int) noexcept { return {*range_, i_++}; }
    constexpr bool operator==(const index_iterator& other) const noexcept { return i_ == other.i_; }
};

} // namespace detail

/// A run of values, `step` elements apart. Non-owning; as cheap to pass as std::span.
///
/// Any contiguous range of T, and any Eigen vector of T, converts to it, so a function that takes strided<double>
/// takes them all. Like std::span it must not outlive what it views.
template <class T>
class strided {
    const T* data_ = nullptr;
    std::size_t size_ = 0;
    std::ptrdiff_t step_ = 1;

public:
    using value_type = T;

    class iterator {
        const T* at_ = nullptr;
        std::ptrdiff_t step_ = 1;

    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T*;
        using reference = const T&;

        constexpr iterator() = default;
        constexpr iterator(const T* at, std::ptrdiff_t step) noexcept : at_(at), step_(step) {}
        constexpr const T& operator*() const noexcept { return *at_; }
        constexpr iterator& operator++() noexcept { return at_ += step_, *this; }
        constexpr iterator operator++(int) noexcept
        {
            const iterator before = *this;
            ++*this;
            return before;
        }
        constexpr bool operator==(const iterator& other) const noexcept { return at_ == other.at_; }
    };

    constexpr strided() = default;
    constexpr strided(const T* data, std::size_t size, std::ptrdiff_t step = 1) noexcept
        : data_(data), size_(size), step_(step)
    {
    }
    template <detail::run_of_values R>
        requires std::convertible_to<decltype(std::declval<const R&>().data()), const T*>
    constexpr strided(const R& values) noexcept : data_(values.data()), size_(static_cast<std::size_t>(values.size()))
    {
        if constexpr (detail::eigen_expression<R>) step_ = values.innerStride();
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr const T* data() const noexcept { return data_; }
    [[nodiscard]] constexpr std::ptrdiff_t step() const noexcept { return step_; }
    [[nodiscard]] constexpr bool contiguous() const noexcept { return step_ == 1; }
    [[nodiscard]] constexpr const T& operator[](std::size_t i) const noexcept
    {
        return data_[static_cast<std::ptrdiff_t>(i) * step_];
    }
    [[nodiscard]] constexpr const T& front() const noexcept { return (*this)[0]; }
    [[nodiscard]] constexpr const T& back() const noexcept { return (*this)[size_ - 1]; }
    [[nodiscard]] constexpr iterator begin() const noexcept { return {data_, step_}; }
    [[nodiscard]] constexpr iterator end() const noexcept
    {
        return {data_ + static_cast<std::ptrdiff_t>(size_) * step_, step_};
    }

    /// The n values from `first` on. Throws std::invalid_argument where there are not so many.
    [[nodiscard]] constexpr strided slice(std::size_t first, std::size_t n) const
    {
        if (first > size_ || n > size_ - first) detail::throw_slice(first, n, size_);
        return {data_ + static_cast<std::ptrdiff_t>(first) * step_, n, step_};
    }
};

template <detail::run_of_values R>
strided(const R&) -> strided<std::remove_cvref_t<decltype(*std::declval<const R&>().data())>>;

namespace detail {

template <class Tag, class Source>
struct binding {
    Source source;
};

template <class... Tag>
inline constexpr bool all_different = true;
template <class Tag, class... Rest>
inline constexpr bool all_different<Tag, Rest...> = (!std::is_same_v<Tag, Rest> && ...) && all_different<Rest...>;

} // namespace detail

/// The name of a column: an object that binds, `col::high(xs)`, and reads, `bars[col::high]`. A column of your own:
///
///     inline constexpr struct vwap_t : smirk::field<vwap_t> { static constexpr char label[] = "vwap"; } vwap;
template <class Self>
struct field {
    template <class S, class T>
    constexpr auto operator()(T S::*member) const noexcept
    {
        return detail::binding<Self, T S::*>{member};
    }
    template <class R>
        requires detail::run_of_values<std::remove_cvref_t<R>> && detail::outlives_the_call<R>
    constexpr auto operator()(R&& values) const noexcept
    {
        const strided run(values);
        return detail::binding<Self, std::remove_const_t<decltype(run)>>{run};
    }
    template <class T>
    constexpr auto operator()(strided<T> values) const noexcept
    {
        return detail::binding<Self, strided<T>>{values};
    }
};

// clang-format off
namespace col {
// price bars
inline constexpr struct open_t   : field<open_t>   { static constexpr char label[] = "open"; }   open;
inline constexpr struct high_t   : field<high_t>   { static constexpr char label[] = "high"; }   high;
inline constexpr struct low_t    : field<low_t>    { static constexpr char label[] = "low"; }    low;
inline constexpr struct close_t  : field<close_t>  { static constexpr char label[] = "close"; }  close;
inline constexpr struct volume_t : field<volume_t> { static constexpr char label[] = "volume"; } volume;
// ticks
inline constexpr struct time_t   : field<time_t>   { static constexpr char label[] = "time"; }   time;
inline constexpr struct price_t  : field<price_t>  { static constexpr char label[] = "price"; }  price;
// one expiry, one row a strike
inline constexpr struct strike_t   : field<strike_t>   { static constexpr char label[] = "strike"; }   strike;
inline constexpr struct call_bid_t : field<call_bid_t> { static constexpr char label[] = "call_bid"; } call_bid;
inline constexpr struct call_ask_t : field<call_ask_t> { static constexpr char label[] = "call_ask"; } call_ask;
inline constexpr struct put_bid_t  : field<put_bid_t>  { static constexpr char label[] = "put_bid"; }  put_bid;
inline constexpr struct put_ask_t  : field<put_ask_t>  { static constexpr char label[] = "put_ask"; }  put_ask;
inline constexpr struct call_open_interest_t : field<call_open_interest_t> { static constexpr char label[] = "call_open_interest"; } call_open_interest;
inline constexpr struct put_open_interest_t  : field<put_open_interest_t>  { static constexpr char label[] = "put_open_interest"; }  put_open_interest;
// many expiries, one row an option
inline constexpr struct years_t : field<years_t> { static constexpr char label[] = "years"; } years;
inline constexpr struct rate_t  : field<rate_t>  { static constexpr char label[] = "rate"; }  rate;
inline constexpr struct type_t  : field<type_t>  { static constexpr char label[] = "type"; }  type;
inline constexpr struct bid_t   : field<bid_t>   { static constexpr char label[] = "bid"; }   bid;
inline constexpr struct ask_t   : field<ask_t>   { static constexpr char label[] = "ask"; }   ask;
inline constexpr struct open_interest_t : field<open_interest_t> { static constexpr char label[] = "open_interest"; } open_interest;
} // namespace col
// clang-format on

/// One column of a table: a name and a run of values.
template <class Tag, class T>
struct column {
    strided<T> data;
};

/// Named columns of one length. Made by columns() and records().
template <class... Columns>
class table;

template <class... Tag, class... T>
class table<column<Tag, T>...> : column<Tag, T>... {
    std::size_t size_;

    template <class G, class U>
    static constexpr strided<U> pick(const column<G, U>& c) noexcept
    {
        return c.data;
    }
    constexpr void check_length(std::size_t rows, const char* label) const
    {
        if (rows != size_)
            throw std::invalid_argument(std::string("smirk::columns: '") + label + "' has " + std::to_string(rows) +
                                        " rows, expected " + std::to_string(size_));
    }

public:
    template <class G>
    static constexpr bool contains = (std::is_same_v<G, Tag> || ...);

    constexpr explicit table(std::size_t size, column<Tag, T>... c) : column<Tag, T>(c)..., size_(size)
    {
        (check_length(c.data.size(), Tag::label), ...);
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }

    template <class G>
        requires(contains<G>)
    [[nodiscard]] constexpr auto operator[](G) const noexcept
    {
        return pick<G>(*this);
    }

    /// The n rows from `first` on. Throws std::invalid_argument where there are not so many.
    [[nodiscard]] constexpr table slice(std::size_t first, std::size_t n) const
    {
        if (first > size_ || n > size_ - first) detail::throw_slice(first, n, size_);
        return table(n, column<Tag, T>{pick<Tag>(*this).slice(first, n)}...);
    }
};

/// A table from columns that each have memory of their own.
///
/// throws  std::invalid_argument if the lengths differ, with both numbers
template <class... Tag, class... T>
[[nodiscard]] constexpr auto columns(detail::binding<Tag, strided<T>>... bound)
{
    static_assert(sizeof...(Tag) > 0, "smirk::columns: no column given");
    static_assert(detail::all_different<Tag...>, "smirk::columns: a column is given twice");
    const std::size_t size[] = {bound.source.size()...};
    return table<column<Tag, T>...>(size[0], column<Tag, T>{bound.source}...);
}

/// A table over an array of structs: each column is one member, sizeof(struct) apart.
template <class R, class S = std::remove_cvref_t<decltype(*std::declval<const std::remove_cvref_t<R>&>().data())>,
          class... Tag, class... T>
    requires detail::run_of_values<std::remove_cvref_t<R>> && detail::outlives_the_call<R>
[[nodiscard]] constexpr auto records(R&& rows, detail::binding<Tag, T S::*>... bound)
{
    static_assert(sizeof...(Tag) > 0, "smirk::records: no column given");
    static_assert(detail::all_different<Tag...>, "smirk::records: a column is given twice");
    static_assert(((sizeof(S) % sizeof(T) == 0) && ...),
                  "smirk::records: the size of the struct must be a multiple of the size of every member used");
    const std::size_t n = rows.size();
    return table<column<Tag, T>...>(
        n, column<Tag, T>{strided<T>(n ? &(rows.data()->*bound.source) : nullptr, n, sizeof(S) / sizeof(T))}...);
}

template <class V, class Field>
concept has_column = std::remove_cvref_t<V>::template contains<Field>;

// One atomic constraint a column, so that a diagnostic names the one that is missing.
template <class V>
concept close_bars = has_column<V, col::close_t>;
template <class V>
concept range_bars = has_column<V, col::high_t> && has_column<V, col::low_t>;
template <class V>
concept ohlc_bars = has_column<V, col::open_t> && has_column<V, col::high_t> && has_column<V, col::low_t> &&
                    has_column<V, col::close_t>;

/// A plain run of values, without a name: it can stand for a single close or implied-vol column.
template <class V>
concept series = detail::is_strided<std::remove_cvref_t<V>> || detail::run_of_values<std::remove_cvref_t<V>>;

/// The column `Field` of a table, or the values themselves where a plain series stands for that column.
template <class Field, class V>
    requires has_column<V, Field> || series<V>
[[nodiscard]] constexpr auto column_or_series(const V& values) noexcept
{
    if constexpr (series<V>)
        return strided(values);
    else
        return values[Field{}];
}

/// Every window of `length` rows, oldest first. Made by windows().
template <class Rows>
class window_range {
    Rows rows_;
    std::size_t length_;

public:
    constexpr window_range(const Rows& rows, std::size_t length) : rows_(rows), length_(length)
    {
        if (length == 0) throw std::invalid_argument("smirk::windows: expected a length of 1 or more, got 0");
    }

    using iterator = detail::index_iterator<window_range>;

    [[nodiscard]] constexpr std::size_t size() const noexcept
    {
        return rows_.size() < length_ ? 0 : rows_.size() - length_ + 1;
    }
    [[nodiscard]] constexpr Rows operator[](std::size_t i) const { return rows_.slice(i, length_); }
    [[nodiscard]] constexpr iterator begin() const noexcept { return {*this, 0}; }
    [[nodiscard]] constexpr iterator end() const noexcept { return {*this, size()}; }
};

/// Every window of `length` rows of a table or of a series, oldest first; a window is a view of the same type.
///
/// throws  std::invalid_argument if length is 0
template <class Rows>
    requires requires(const Rows& rows) { rows.slice(std::size_t{}, std::size_t{}); }
[[nodiscard]] constexpr auto windows(const Rows& rows, std::size_t length)
{
    return window_range<Rows>(rows, length);
}
template <detail::run_of_values R>
    requires(!requires(const R& rows) { rows.slice(std::size_t{}, std::size_t{}); })
[[nodiscard]] constexpr auto windows(const R& values, std::size_t length)
{
    return windows(strided(values), length);
}

} // namespace smirk::inline SMIRK_ABI
