// SPDX-License-Identifier: BSL-1.0
// Files of option quotes as people download them, in every format, cut and spoilt: an error that names the file, or a
// chain whose expiries are all told of, with every row accounted for.
#include "temporary_file.hpp"

#include "support/option_file.hpp"

SMIRK_FUZZ_TARGET(option_file)
{
    namespace col = smirk::col;
    using fuzz::require, fuzz::same;
    static const fuzz::temporary_file file("option_file");
    if (size == 0) return 0;
    const std::string path = file.write({reinterpret_cast<const char*>(data) + 1, size - 1});
    examples::option_file_options options;
    if (data[0] & 1) options.quoted = examples::read_moment("2023-05-23 16:15");
    try {
        const auto read = examples::read_options(path, options);
        require(!read.chain.empty() && read.listings.size() == read.chain.size());
        require(read.rows > 0 && !read.format.empty());
        double before = 0;
        for (std::size_t i = 0; i < read.chain.size(); ++i) {
            const auto slice = read.chain[i];
            require(slice.years > before && std::isfinite(slice.years));
            require(slice.years == read.listings[i].minutes / 525600);
            require(read.listings[i].options > 0 && !slice.quotes.empty());
            require(same(slice.rate, read.listings[i].rate) && !std::isinf(slice.rate));
            before = slice.years;
            smirk::require_ascending_strikes("smirk::fuzz", slice.quotes[col::strike]);
            for (std::size_t j = 0; j < slice.quotes.size(); ++j)
                for (const auto field : {slice.quotes[col::call_bid], slice.quotes[col::call_ask],
                                         slice.quotes[col::put_bid], slice.quotes[col::put_ask]})
                    require(std::isnan(field[j]) || (field[j] >= 0 && std::isfinite(field[j])));
        }
        std::size_t line = 0;
        for (const auto& broken : read.broken) {
            require(broken.line >= line && !broken.reason.empty());
            line = broken.line;
        }
        if (!(data[0] & 2)) return 0;
        const auto again = examples::read_options(path, options);
        require(again.chain.size() == read.chain.size() && again.broken.size() == read.broken.size());
    } catch (const examples::file_error& e) {
        require(std::string_view(e.what()).starts_with(path));
    }
    return 0;
}
