#pragma once

#include "app/report_data.hpp"
#include "base/translator.hpp"
#include "report/content.hpp"

#include <map>
#include <string>

namespace taizhang::report {

/// The numbers of a report by the names templates use, each with its words and what it leads to.
class Numbers {
public:
    Numbers(app::ReportData const& data, domain::Catalog const& catalog, Translator const& say);
    /// Words for a name of names_of_numbers(), for "figure:KEY" (540套) and "road:ROAD|KEY"; "—" when there is no such number.
    [[nodiscard]] Span span(std::string const& name) const;
    /// Is it there and not 0?
    [[nodiscard]] bool is_something(std::string const& name) const;

    struct Indicator {
        std::string value, fraction, previous, year_before, against_previous, against_year_before, link;
        std::optional<double> number;
    };
    /// A row of the table of orders.
    [[nodiscard]] Indicator indicator(std::string const& name) const;

    [[nodiscard]] std::string quantity(domain::FigureSum const& sum) const;               ///< 540, 约95, 未报, —
    [[nodiscard]] std::string with_unit(domain::FigureSum const& sum, std::string const& unit) const; ///< 约95套
    [[nodiscard]] std::string unit(std::string const& key) const;
    [[nodiscard]] std::string change(domain::FigureSum const& now, domain::FigureSum const& before) const; ///< +12.5%
    [[nodiscard]] std::string money(domain::Money amount) const; ///< in 万元, four decimals at most; — for none

private:
    void put(std::string const& name, std::string text, double value, std::string link = {});
    void put_orders();
    void put_rest();
    [[nodiscard]] std::string in_words(char const* against, double now, double before, bool points) const;

    app::ReportData const& data_;
    domain::Catalog const& catalog_;
    Translator const& say_;
    struct Entry {
        Span span;
        double value;
    };
    std::map<std::string, Entry, std::less<>> entries_;
    std::map<std::string, domain::Figure const*, std::less<>> figures_;
};

/// 2025年12月31日; 2025-12-31.
[[nodiscard]] std::string date_words(Translator const& say, Date day);
/// 85.71%; a dash without denominator.
[[nodiscard]] std::string percent_words(domain::Rate const& rate);

} // namespace taizhang::report
