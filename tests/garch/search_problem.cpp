// SPDX-License-Identifier: BSL-1.0
#include <smirk/garch/figarch.hpp>
#include <smirk/garch/harch.hpp>
#include <smirk/garch/search_problem.hpp>

#include "support/catch.hpp"

#include <smirk/garch/normal.hpp>

namespace garch = smirk::garch;
using garch::arch, garch::figarch, garch::harch, garch::normal;
using garch::internal::held_equation;

namespace {

/// The equation that holds one weight of a model, at its first start: value and slopes against those of all weights.
template <class Model>
void holds_each_weight()
{
    const std::vector<double> y{0.3, -1.2, 0.8, 1.5, -0.4, 0.1, -1.1, 0.7, 0.2, -0.9, 1.3, -0.6};
    using problem = garch::internal::search_problem<Model, normal>;
    problem objective(y, garch::presample_of(y, garch::presample::backcast), smirk::lane_width::widest);
    const auto x = objective.starts()[0];
    std::array<typename problem::number, problem::n> variables;
    for (std::size_t i = 0; i < x.size(); ++i) variables[i] = problem::number::variable(x[i], i);
    std::vector<typename problem::number> w(Model::truncation);
    Model::weights(Model::from_search(variables), std::span<typename problem::number>(w));
    for (std::size_t j = 0; j < std::min<std::size_t>(w.size(), 30); ++j) {
        objective.held = {};
        objective.held.add({held_equation::kind::weight, j, 0.01});
        const auto g = objective.equations_at(x);
        CAPTURE(j);
        REQUIRE(g.value[0] == w[j].value - 0.01);
        for (std::size_t i = 0; i < x.size(); ++i) REQUIRE(g.slope[0][i] == w[j].d[i]);
    }
}

} // namespace

TEST_CASE("search problem: a weight that is held, of any model of weighted sums")
{
    holds_each_weight<arch<3>>();
    holds_each_weight<harch<1, 5, 22>>();
    holds_each_weight<figarch>();
}
