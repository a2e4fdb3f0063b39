// SPDX-License-Identifier: BSL-1.0
// The arguments that fits and rolling fits share.
#pragma once
#include "arguments.hpp"
#include "garch.hpp"

namespace door {

/// A model without or with an addition to its equations, by the names that Python gives.
inline garch_entry entry_named(const std::string& model, const std::string& addition)
{
    std::string known;
    bool is_model = false;
    for (const named_entry& e : garch_entries()) {
        is_model = is_model || model == e.model;
        if (addition != e.addition) continue;
        if (model == e.model) return e.entry();
        known += (known.empty() ? "'" : ", '") + std::string(e.model) + "'";
    }
    const bool of_mean = addition == "ar" || addition == "har";
    const std::string with =
        addition.empty() || !is_model ? "" : " with " + (of_mean ? "mean='" + addition + "'" : addition);
    const std::string why =
        with.empty() ? "" : "; models of several states take no additions, and others are not compiled with this one";
    throw std::invalid_argument("smirk: model" + with + ": expected one of " + known + ", got '" + model + "'" + why);
}

inline garch::presample presample_named(const std::string& name)
{
    static const std::pair<const char*, garch::presample> all[] = {
        {"backcast", garch::presample::backcast},
        {"sample_variance", garch::presample::sample_variance},
        {"rugarch", garch::presample::rugarch}};
    return one_of(name, all, "presample");
}

/// Parameters that are not estimated; the names are held here while they are in use.
struct fixed_parameters {
    std::vector<std::pair<std::string, double>> held;

    explicit fixed_parameters(const nb::dict& fixed)
    {
        for (const auto& [name, value] : fixed) {
            const std::string parameter = text_of(name);
            held.emplace_back(parameter, to_number(value, parameter));
        }
    }
    [[nodiscard]] std::vector<garch::fixed_parameter> get() const
    {
        std::vector<garch::fixed_parameter> all;
        for (const auto& [name, value] : held) all.push_back({name.c_str(), value});
        return all;
    }
};

} // namespace door
