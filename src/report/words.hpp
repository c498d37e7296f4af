#pragma once

#include "app/report_data.hpp"
#include "base/translator.hpp"

#include <string>
#include <vector>

/// The words and tables of a report, before any page or sheet: what PDF, xlsx and HTML have in common.
namespace taizhang::report {

struct Section {
    std::string heading;                ///< 一、市政道路维修维护
    std::vector<std::string> sentences; ///< one per figure
};

struct TableText {
    std::string title;
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
    std::vector<double> widths;         ///< shares of the page's width
    std::vector<bool> right;            ///< numbers
};

/// Everything said in one language.
class Words {
public:
    Words(app::ReportData const& data, domain::Catalog const& catalog, Language language)
        : data_{data}, catalog_{catalog}, say_{language}
    {}
    [[nodiscard]] Translator const& say() const noexcept { return say_; }
    [[nodiscard]] std::string title() const;
    [[nodiscard]] std::string opening() const;
    [[nodiscard]] std::vector<Section> sections() const;
    [[nodiscard]] TableText by_class() const;
    [[nodiscard]] TableText by_road() const;
    [[nodiscard]] TableText open_orders() const;
    [[nodiscard]] TableText rates() const;
    [[nodiscard]] TableText undated() const;
    [[nodiscard]] std::vector<std::string> definitions() const;
    [[nodiscard]] std::string date_words(Date day) const; ///< 2025年12月31日
    /// 540, 约95, —: without the unit.
    [[nodiscard]] std::string quantity(domain::FigureSum const& sum) const;

private:
    [[nodiscard]] std::string item_of(domain::Figure const& figure) const;
    [[nodiscard]] std::string period_column() const;
    app::ReportData const& data_;
    domain::Catalog const& catalog_;
    Translator say_;
};

} // namespace taizhang::report
