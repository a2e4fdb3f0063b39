// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/interop/eigen.hpp>

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace interop = smirk::interop;
namespace col = smirk::col;

template <class V>
concept can_view = requires(V&& values) { interop::eigen(static_cast<V&&>(values)).sum(); };

TEST_CASE("eigen: series of any step are seen where they are", "[interop][eigen]")
{
    struct bar {
        double high, low;
    };
    std::vector<bar> rows{{4, 1}, {5, 2}, {6, 3}};
    const auto bars = smirk::records(rows, col::high(&bar::high), col::low(&bar::low));
    const auto low = interop::eigen(bars[col::low]);
    REQUIRE(low.data() == &rows[0].low);
    REQUIRE(low.sum() == 6);
    REQUIRE((interop::eigen(bars[col::high]) - low) == Eigen::Vector3d(3, 3, 3));
    REQUIRE(smirk::strided<double>(low).step() == 2); // and back
}

TEST_CASE("eigen: vectors and spans are written through", "[interop][eigen]")
{
    std::vector<double> v{1, 2, 3};
    interop::eigen(v) *= 2;
    REQUIRE(v == std::vector<double>{2, 4, 6});
    interop::eigen(std::span(v).subspan(1)) *= 0.5;
    REQUIRE(v == std::vector<double>{2, 2, 3});
    const auto& fixed = v;
    REQUIRE(interop::eigen(fixed).data() == v.data());
    REQUIRE(interop::eigen(std::span<const double>(fixed)).sum() == 7);
    STATIC_REQUIRE(can_view<std::vector<double>&>);
    STATIC_REQUIRE_FALSE(can_view<std::vector<double>>); // it would dangle
}

TEST_CASE("eigen: matrices of results and columns of tables are copied in order", "[interop][eigen]")
{
    const std::array<std::array<double, 3>, 2> a{{{1, 2, 3}, {4, 5, 6}}};
    Eigen::MatrixXd expected(2, 3);
    expected << 1, 2, 3, 4, 5, 6;
    REQUIRE(interop::eigen(a) == expected);

    const std::vector<double> high{4, 5}, low{1, 2};
    const std::vector<float> close{3, 4};
    const auto bars = smirk::columns(col::high(high), col::low(low), col::close(close));
    Eigen::MatrixXd columns(2, 3);
    columns << 3, 4, 1, 4, 5, 2;
    REQUIRE(interop::eigen(bars, col::close, col::high, col::low) == columns);
}
