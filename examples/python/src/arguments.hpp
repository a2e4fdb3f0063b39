// SPDX-License-Identifier: BSL-1.0
// From Python objects to columns, without a copy: NumPy arrays, pandas columns, Arrow arrays and record batches.
#pragma once
#include <smirk/detail/column_or_value.hpp>
#include <smirk/interop/arrow_import.hpp>
#include <smirk/option_type.hpp>

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/string.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace nb = nanobind;
using namespace nb::literals;

namespace door {

inline bool is_anything(PyObject*) { return true; }

/// What the signatures call ArrayLike.
struct array_like : nb::object {
    NB_OBJECT_DEFAULT(array_like, nb::object, "numpy.typing.ArrayLike", is_anything)
};
/// Columns by name: a dict, a DataFrame, an Arrow record batch.
struct table_like : nb::object {
    NB_OBJECT_DEFAULT(table_like, nb::object, "collections.abc.Mapping[str, numpy.typing.ArrayLike] | typing.Any",
                      is_anything)
};

using doubles = nb::ndarray<nb::numpy, double, nb::ndim<1>>;

/// A vector handed to NumPy, which frees it.
template <class T>
nb::ndarray<nb::numpy, T, nb::ndim<1>> to_numpy(std::vector<T> values)
{
    auto* owned = new std::vector<T>(std::move(values));
    const nb::capsule owner(owned, [](void* p) noexcept { delete static_cast<std::vector<T>*>(p); });
    return {owned->data(), {owned->size()}, owner};
}

/// The same as an array of more dimensions, the last of them running fastest.
template <std::size_t N>
nb::ndarray<nb::numpy, double, nb::ndim<N>> to_numpy(std::vector<double> values, const std::size_t (&shape)[N])
{
    auto* owned = new std::vector<double>(std::move(values));
    const nb::capsule owner(owned, [](void* p) noexcept { delete static_cast<std::vector<double>*>(p); });
    return {owned->data(), N, shape, owner};
}

/// A vector inside a result, seen by NumPy; read only, and it keeps the result alive.
inline nb::ndarray<nb::numpy, const double, nb::ndim<1>> view_of(const std::vector<double>& values, nb::handle owner)
{
    return {values.data(), {values.size()}, owner};
}

/// str(h)
inline std::string text_of(nb::handle h) { return nb::str(h).c_str(); }

[[noreturn]] inline void wrong_type(const std::string& name, const std::string& expected, nb::handle got)
{
    std::string what = text_of(got.type().attr("__name__"));
    if (nb::hasattr(got, "dtype")) what += " of " + text_of(got.attr("dtype"));
    if (nb::hasattr(got, "ndim")) what += " with ndim " + text_of(got.attr("ndim"));
    throw nb::type_error(("smirk: " + name + ": expected " + expected + ", got " + what).c_str());
}

/// The two capsules of an object that speaks Arrow's PyCapsule protocol. The producer keeps what is in them.
struct arrow_capsules {
    nb::object pair;

    explicit arrow_capsules(nb::handle h) : pair(h.attr("__arrow_c_array__")()) {}
    [[nodiscard]] const ArrowSchema& schema() const { return *static_cast<const ArrowSchema*>(get(0, "arrow_schema")); }
    [[nodiscard]] const ArrowArray& array() const { return *static_cast<const ArrowArray*>(get(1, "arrow_array")); }

private:
    [[nodiscard]] const void* get(int i, const char* name) const
    {
        const void* p = PyCapsule_GetPointer(nb::object(pair[i]).ptr(), name);
        if (!p) throw nb::python_error();
        return p;
    }
};

/// A run of values of type T and whatever keeps it alive.
template <class T>
class column {
    nb::object owner_;
    smirk::strided<T> values_;

    static constexpr const char* expected()
    {
        return std::is_same_v<T, double> ? "a one-dimensional array of float64" : "a one-dimensional array of int8";
    }

public:
    /// h  a NumPy array or what gives one without a copy (a pandas column), an Arrow array; a list or a tuple is
    /// copied.
    ///    Arrays of another type are refused: to convert them is a copy that the caller should see.
    column(nb::handle h, const std::string& name)
    {
        if (nb::hasattr(h, "__arrow_c_array__")) {
            const arrow_capsules arrow(h);
            owner_ = arrow.pair;
            values_ = smirk::interop::arrow_series<T>(arrow.schema(), arrow.array(), name);
            return;
        }
        // A chunked Arrow array would turn nulls into NaN on its way through NumPy.
        if (nb::hasattr(h, "null_count") && nb::isinstance<nb::int_>(h.attr("null_count")) &&
            nb::cast<std::int64_t>(h.attr("null_count")) > 0)
            throw std::invalid_argument("smirk: " + name + " has nulls: fill them in");
        nb::object array = nb::borrow(h);
        if (nb::isinstance<nb::list>(h) || nb::isinstance<nb::tuple>(h))
            array = nb::module_::import_("numpy").attr("asarray")(h, "dtype"_a = std::is_same_v<T, double> ? "float64"
                                                                                                           : "int8");
        else if (nb::hasattr(h, "__array__"))
            array = nb::module_::import_("numpy").attr("asarray")(h);
        nb::ndarray<const T, nb::ndim<1>, nb::device::cpu> view;
        if (!nb::try_cast(array, view, false)) wrong_type(name, expected(), array);
        owner_ = array;
        values_ = {view.data(), view.shape(0), view.shape(0) ? view.stride(0) : 1};
    }

    /// A column of an Arrow record batch.
    column(const arrow_capsules& batch, const char* name)
        : owner_(batch.pair),
          values_(smirk::interop::arrow_view(batch.schema(), batch.array()).template column<T>(name))
    {
    }

    [[nodiscard]] smirk::strided<T> values() const { return values_; }
    operator smirk::strided<T>() const { return values_; } // NOLINT: it is one, with an owner
    [[nodiscard]] std::size_t size() const { return values_.size(); }
};

using series = column<double>;

inline bool is_number(nb::handle h)
{
    return PyFloat_Check(h.ptr()) || PyLong_Check(h.ptr()) ||
           (nb::hasattr(h, "ndim") && nb::isinstance<nb::int_>(h.attr("ndim")) && nb::cast<int>(h.attr("ndim")) == 0);
}

inline double to_number(nb::handle h, const std::string& name)
{
    const double x = PyFloat_AsDouble(h.ptr());
    if (x == -1 && PyErr_Occurred()) {
        PyErr_Clear();
        wrong_type(name, "a number", h);
    }
    return x;
}

/// A column, or one number for all rows.
class numbers {
    std::optional<series> column_;
    double value_ = 0;

public:
    numbers(nb::handle h, const std::string& name)
    {
        if (is_number(h))
            value_ = to_number(h, name);
        else
            column_.emplace(h, name);
    }
    [[nodiscard]] std::optional<std::size_t> rows() const
    {
        return column_ ? std::optional(column_->size()) : std::nullopt;
    }
    [[nodiscard]] smirk::column_or_number get() const
    {
        return column_ ? smirk::column_or_number(column_->values()) : smirk::column_or_number(value_);
    }
    /// As a column, also where it is one number.
    [[nodiscard]] smirk::strided<double> values() const
    {
        return column_ ? column_->values() : smirk::strided<double>(&value_, 1);
    }
};

/// Call or put: a word for all rows, a column of int8 (1 and -1, no copy), or a column of words (copied).
class types {
    std::optional<column<std::int8_t>> column_;
    std::vector<smirk::option_type> words_;
    smirk::strided<smirk::option_type> values_;
    smirk::option_type value_ = smirk::option_type::call;
    bool one_ = false;

    static smirk::option_type of(std::string word)
    {
        for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        if (word == "call" || word == "c") return smirk::option_type::call;
        if (word == "put" || word == "p") return smirk::option_type::put;
        throw std::invalid_argument("smirk: type: expected 'call' or 'put', got '" + word + "'");
    }

public:
    explicit types(nb::handle h)
    {
        if (nb::isinstance<nb::str>(h)) {
            value_ = of(nb::cast<std::string>(h));
            one_ = true;
            return;
        }
        nb::object array = nb::borrow(h);
        const nb::object numpy = nb::module_::import_("numpy");
        if (!nb::hasattr(h, "__arrow_c_array__")) {
            array = numpy.attr("asarray")(h);
            const std::string kind = text_of(array.attr("dtype").attr("kind"));
            if (kind == "U" || kind == "O" || kind == "T") {
                for (nb::handle word : array) {
                    if (!nb::isinstance<nb::str>(word)) wrong_type("type", "'call' or 'put'", word);
                    words_.push_back(of(nb::cast<std::string>(word)));
                }
                values_ = words_;
                return;
            }
            if (kind == "i") array = array.attr("astype")("int8", "copy"_a = false);
        }
        column_.emplace(array, "type");
        const auto side = column_->values();
        for (std::size_t i = 0; i < side.size(); ++i)
            if (side[i] != 1 && side[i] != -1)
                throw std::invalid_argument("smirk: type: expected 1 for a call or -1 for a put, got " +
                                            std::to_string(side[i]) + " in row " + std::to_string(i));
        values_ = {reinterpret_cast<const smirk::option_type*>(side.data()), side.size(), side.step()};
    }

    [[nodiscard]] std::optional<std::size_t> rows() const
    {
        return one_ ? std::nullopt : std::optional(values_.size());
    }
    [[nodiscard]] smirk::column_or_value<smirk::option_type> get() const
    {
        return one_ ? smirk::column_or_value<smirk::option_type>(value_)
                    : smirk::column_or_value<smirk::option_type>(values_);
    }
};

/// Series side by side: the columns of an array or a DataFrame of float64 (no copy), or a list of series.
class panel {
    nb::object owner_;
    std::vector<series> columns_;
    std::vector<smirk::strided<double>> values_;

public:
    explicit panel(nb::handle h, const std::string& name = "panel")
    {
        if (nb::isinstance<nb::list>(h) || nb::isinstance<nb::tuple>(h)) {
            for (nb::handle column : h)
                columns_.emplace_back(column, name + "[" + std::to_string(columns_.size()) + "]");
            values_.assign(columns_.begin(), columns_.end());
            return;
        }
        owner_ = nb::module_::import_("numpy").attr("asarray")(h);
        nb::ndarray<const double, nb::ndim<2>, nb::device::cpu> view;
        if (!nb::try_cast(owner_, view, false)) wrong_type(name, "a two-dimensional array of float64", owner_);
        for (std::size_t j = 0; j < view.shape(1); ++j)
            values_.emplace_back(view.data() + static_cast<std::ptrdiff_t>(j) * view.stride(1), view.shape(0),
                                 view.shape(0) ? view.stride(0) : 1);
    }
    [[nodiscard]] const std::vector<smirk::strided<double>>& values() const { return values_; }
};

/// Rows of a call: those of its first column; 1 where all arguments are single values. That the other columns have as
/// many is for the library to check.
template <class... Arguments>
std::size_t rows_of(const Arguments&... arguments)
{
    std::optional<std::size_t> n;
    ((n = n ? n : arguments.rows()), ...);
    return n.value_or(1);
}

/// Columns by name.
class named_columns {
    nb::object object_;
    std::optional<arrow_capsules> arrow_;

public:
    explicit named_columns(nb::handle h) : object_(nb::borrow(h))
    {
        if (nb::hasattr(h, "__arrow_c_array__")) arrow_.emplace(h);
    }
    [[nodiscard]] series operator[](const char* name) const
    {
        if (arrow_) return series(*arrow_, name);
        nb::object column;
        try {
            column = object_[name];
        } catch (nb::python_error& e) {
            if (!e.matches(PyExc_KeyError)) throw;
        }
        if (!column.is_valid()) throw std::invalid_argument(std::string("smirk: no column '") + name + "'");
        return {column, name};
    }
    [[nodiscard]] bool contains(const char* name) const
    {
        if (arrow_) return smirk::interop::arrow_view(arrow_->schema(), arrow_->array()).contains(name);
        return nb::cast<bool>(object_.attr("__contains__")(name));
    }
};

/// One of several words, as the enumerator that belongs to it.
template <class Enum, std::size_t N>
Enum one_of(const std::string& word, const std::pair<const char*, Enum> (&choices)[N], const char* name)
{
    std::string known;
    for (const auto& [label, value] : choices) {
        if (word == label) return value;
        known += (known.empty() ? "'" : ", '") + std::string(label) + "'";
    }
    throw std::invalid_argument(std::string("smirk: ") + name + ": expected one of " + known + ", got '" + word + "'");
}

} // namespace door
