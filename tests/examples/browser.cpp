// SPDX-License-Identifier: BSL-1.0
// The report in a browser, as its reader meets it: Chromium loads the page, runs its script, moves the pointer over its
// charts, saves a file, turns the surface, switches to dark, and takes pictures, wide and narrow, light and dark.
// SMIRK_SCREENSHOTS (environment) names a folder to keep the pictures in.
#include "run_program.hpp"
#include "temporary_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#ifdef VOL_REPORT_PROGRAM
using support::run_shell, support::temporary_file;

namespace {

const std::string data = SMIRK_EXAMPLE_DATA;

/// The browser, or nothing.
std::string browser()
{
    for (const char* name : {"chromium", "chromium-browser", "google-chrome"})
        if (run_shell("command -v " + std::string(name)).exit_code == 0) return name;
    return {};
}

/// A report with all its parts, in a folder of its own, and a browser with a profile of its own.
struct page_in_browser {
    temporary_file place{""};
    std::string program = browser(), folder = place.folder(), page = folder + "/report.html";

    explicit page_in_browser(const std::string& chain = data + "/sample_chain.csv")
    {
        const auto made = support::run_example("vol_report", "-p '" + data + "/sample_prices.csv' -o '" + chain +
                                                                 "' -b '" + data + "/sample_chain_before.csv' -i '" +
                                                                 data + "/sample_iv_history.csv' -d '" + folder + "'");
        REQUIRE(made.exit_code == 0);
    }

    /// What the browser prints: with --dump-dom the page after its script has run; its log goes among it.
    [[nodiscard]] std::string run(const std::string& options, const std::string& file) const
    {
        const auto r = run_shell("timeout 60 " + program + " --headless --no-sandbox --disable-gpu --hide-scrollbars " +
                                 "--disable-extensions --no-first-run --user-data-dir='" + folder + "/profile' " +
                                 "--enable-logging=stderr --log-level=0 " + options + " 'file://" + file + "' 2>&1");
        INFO(r.out.substr(0, 2000));
        REQUIRE(r.exit_code == 0);
        return r.out;
    }
};

/// What a reader does, at the end of the page; what came of it is left in attributes of the page.
constexpr const char* reader = R"js(<script>
const done=document.documentElement.dataset,hover=(e,x,y)=>{const r=e.getBoundingClientRect();
e.dispatchEvent(new PointerEvent('pointermove',{clientX:r.left+r.width*x,clientY:r.top+r.height*y,bubbles:true}));
const t=document.querySelector('.tip');return t?t.innerText.replaceAll('\n','|'):'nothing'};
const plots=[...document.querySelectorAll('svg.plot')];
done.history=hover(plots.find(p=>p.getAttribute('aria-label')=='implied and realized volatility over time'),.5,.5);
done.cone=hover(plots.find(p=>p.getAttribute('aria-label')=='volatility cone'),.5,.5);
done.everyplot=plots.filter(p=>p.getBoundingClientRect().width>0&&hover(p,.6,.5)=='nothing').length;
const cell=document.querySelector('svg.cells rect[data-tip]');done.cell=hover(cell,.5,.5);
const facet=document.querySelector('svg.surface polygon'),was=facet.getAttribute('points'),s=document.querySelector('svg.surface');
done.facet=hover(facet,.5,.5);
s.setPointerCapture=()=>{};
s.dispatchEvent(new PointerEvent('pointerdown',{clientX:10,clientY:10,bubbles:true}));
s.dispatchEvent(new PointerEvent('pointermove',{clientX:90,clientY:20,bubbles:true}));
done.turned=String(facet.getAttribute('points')!=was);
const a=document.querySelector('a.csv[href="attribution.csv"]');a.addEventListener('click',e=>e.preventDefault());a.click();
done.saved=a.download+' '+a.href.slice(0,5);
const paper=()=>getComputedStyle(document.body).backgroundColor,light=paper();
document.getElementById('theme').click();done.dark=String(paper()!=light);document.getElementById('theme').click();
done.wide=String(document.documentElement.scrollWidth<=innerWidth);
done.network=String(performance.getEntriesByType('resource').length);
done.read='yes';
</script></body>)js";

std::string attribute(const std::string& dom, const std::string& name)
{
    const std::string mark = " data-" + name + "=\"";
    const auto at = dom.find(mark);
    if (at == dom.npos) return "no " + name;
    return dom.substr(at + mark.size(), dom.find('"', at + mark.size()) - at - mark.size());
}

} // namespace

TEST_CASE(
    "the report in a browser: no errors, values under the pointer, files to save, a surface that turns, dark mode")
{
    if (browser().empty()) {
        WARN("skipped: no Chromium was found");
        return;
    }
    const temporary_file long_name("", std::string(100, 'x') + ".csv"); // a word wider than a telephone
    std::filesystem::copy(data + "/sample_chain.csv", long_name.path(),
                          std::filesystem::copy_options::overwrite_existing);
    const page_in_browser b(long_name.path());
    std::ifstream in(b.page);
    std::string html((std::istreambuf_iterator<char>(in)), {});
    html.replace(html.rfind("</body>"), 7, reader);
    const std::string read = b.folder + "/read.html";
    std::ofstream(read) << html;
    for (const char* size : {"1280,900", "390,844"}) {
        INFO("window " << size);
        const auto out = b.run("--dump-dom --window-size=" + std::string(size), read);
        REQUIRE_THAT(out, !ContainsSubstring("Uncaught") && !ContainsSubstring("CONSOLE") &&
                              !ContainsSubstring("id=\"errors\""));
        REQUIRE(attribute(out, "ready") == "yes");
        REQUIRE(attribute(out, "read") == "yes");
        const auto history = attribute(out, "history"); // a day in the middle, both series
        REQUIRE_THAT(history, ContainsSubstring("2021-") && ContainsSubstring("|implied ") &&
                                  ContainsSubstring("|realized, 21 days, Yang-Zhang ") && ContainsSubstring("%"));
        for (const char* series : {"|most ", "|median ", "|now ", "|implied, at the money "})
            REQUIRE_THAT(attribute(out, "cone"), ContainsSubstring(series));
        REQUIRE(attribute(out, "everyplot") == "0");
        REQUIRE_THAT(attribute(out, "cell"), ContainsSubstring("roll to new expiries -0.008"));
        REQUIRE_THAT(attribute(out, "facet"), ContainsSubstring("%"));
        REQUIRE(attribute(out, "turned") == "true");
        REQUIRE(attribute(out, "saved") == "attribution.csv blob:");
        REQUIRE(attribute(out, "dark") == "true");
        REQUIRE(attribute(out, "wide") == "true"); // nothing sticks out of a telephone's screen
        REQUIRE(attribute(out, "network") == "0");
    }
}

TEST_CASE("a script error shows in the page, so that the test above can see one")
{
    if (browser().empty()) {
        WARN("skipped: no Chromium was found");
        return;
    }
    const page_in_browser b;
    std::ifstream in(b.page);
    std::string html((std::istreambuf_iterator<char>(in)), {});
    html.replace(html.rfind("</body>"), 7, "<script>no_such_function()</script></body>");
    const std::string broken = b.folder + "/broken.html";
    std::ofstream(broken) << html;
    const auto out = b.run("--dump-dom", broken);
    REQUIRE_THAT(out, ContainsSubstring("id=\"errors\"") && ContainsSubstring("no_such_function"));
}

TEST_CASE("pictures of the report: wide and narrow, light and dark")
{
    if (browser().empty()) {
        WARN("skipped: no Chromium was found");
        return;
    }
    const page_in_browser b;
    const char* kept = std::getenv("SMIRK_SCREENSHOTS");
    const std::string folder = kept ? kept : b.folder;
    std::filesystem::create_directories(folder);
    for (const bool narrow : {false, true})
        for (const bool dark : {false, true}) {
            const std::string picture =
                folder + "/report_" + (narrow ? "narrow" : "wide") + (dark ? "_dark" : "_light") + ".png";
            std::filesystem::remove(picture);
            static_cast<void>(b.run(std::string(dark ? "--force-dark-mode " : "") + "--window-size=" +
                                        (narrow ? "390,16000" : "1280,9700") + " --screenshot='" + picture + "'",
                                    b.page));
            REQUIRE(std::filesystem::file_size(picture) > 100000); // a blank page of this size has 20 kB
        }
}
#endif
