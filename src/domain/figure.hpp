#pragma once

#include "base/date.hpp"
#include "domain/catalog.hpp"
#include "domain/order.hpp"
#include "domain/quantity.hpp"

#include <optional>
#include <string>
#include <vector>

namespace taizhang::domain {

/// [start, end) of local days, with what kind of report it is.
class Period {
public:
    enum class Kind { quarter, year, span };
    [[nodiscard]] static std::optional<Period> quarter(int year, int quarter) noexcept; ///< 1..4
    [[nodiscard]] static std::optional<Period> year(int year) noexcept;
    [[nodiscard]] static std::optional<Period> span(int first_year, int last_year) noexcept;
    /// "2025Q3", "2025", "2021-2025".
    [[nodiscard]] static std::optional<Period> parse(std::string_view text) noexcept;

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] Date start() const noexcept { return start_; }
    [[nodiscard]] Date end() const noexcept { return end_; } ///< the day after
    [[nodiscard]] std::string key() const;                   ///< as parse() reads it
    [[nodiscard]] Text label() const;                        ///< 2025年第三季度
    [[nodiscard]] Period year_before() const noexcept;       ///< the same quarter / year; for a span the span before
    [[nodiscard]] Period previous() const noexcept;          ///< the quarter / year / span before
    [[nodiscard]] Period to_date() const noexcept;           ///< from the year's first day to this end
    /// Does a date of its precision belong here? Month precision counts from the quarter up, year precision from the
    /// year up (DESIGN 4).
    [[nodiscard]] bool holds(PartialDate date) const noexcept;
    /// Could belong here but is not known well enough: listed as 日期不详.
    [[nodiscard]] bool may_hold(PartialDate date) const noexcept;

private:
    Period(Kind kind, Date start, Date end) noexcept : kind_{kind}, start_{start}, end_{end} {}
    Kind kind_;
    Date start_, end_;
};

/// An accepted order line as the figures see it.
struct FigureLine {
    std::string line_uid, order_uid, order_number;
    std::string class_key, activity, item, unit, road, wording;
    Measure measure = Measure::count;
    std::vector<std::string> places;
    std::optional<Quantity> accepted; ///< absent = unknown
    bool approximate = false;
    std::optional<Quantity> planned;
    std::optional<PartialDate> accepted_on;
    Money amount = Money::fen(0);     ///< actual cost lines of this line
    std::string community_uid;
};

struct OrderRef {
    std::string uid, number;
    friend bool operator==(OrderRef const&, OrderRef const&) = default;
};

/// What a period shows for one (class, activity, item, unit).
struct FigureSum {
    std::optional<Quantity> quantity; ///< sum of the known, absent when none is known
    bool approximate = false;
    int unknown_lines = 0, lines = 0;
};

struct Figure {
    std::string key; ///< class/activity/item/unit
    std::string class_key, activity, item, unit;
    Measure measure = Measure::count;
    FigureSum sum;
    std::optional<Quantity> planned;
    Money amount = Money::fen(0);
    std::string wording;             ///< of the unknown lines, when they agree
    std::vector<std::string> places; ///< distinct, in order of first appearance
    std::vector<OrderRef> orders;    ///< distinct, by number
    FigureSum to_date, year_before, previous;
    std::string phrase_zh, phrase_en;
    [[nodiscard]] std::string const& phrase(Language l) const { return l == Language::zh ? phrase_zh : phrase_en; }
};

struct FigureSet {
    std::vector<Figure> figures;        ///< in catalogue order: section, class, activity, item
    std::vector<FigureLine> undated;    ///< may belong to the period: 日期不详
};

/// Lines of one kind of work with one date, added up where they are kept: enough to compare periods with.
struct DatedSum {
    std::string class_key, activity, item, unit;
    Measure measure = Measure::count;
    PartialDate accepted_on;
    FigureSum sum;
};
/// Sets to_date, year_before and previous of every figure.
void compare(Catalog const& catalog, std::vector<Figure>& figures, std::vector<DatedSum> const& sums, Period const& period);
/// Per period the sum of each of the figures (by their keys), in their order; a figure without lines there has lines 0.
[[nodiscard]] std::vector<std::vector<FigureSum>> sums_over(Catalog const& catalog, std::vector<Figure> const& figures,
                                                            std::vector<DatedSum> const& sums, std::vector<Period> const& periods);

/// DESIGN 4, "A figure". Lines report in the class's unit of their dimension; a capacity is never added to a count.
[[nodiscard]] FigureSet figures_of(Catalog const& catalog, std::vector<FigureLine> const& lines, Period const& period);

/// What was done on one road.
struct RoadSum {
    std::string road, figure_key;
    FigureSum sum;
    Money amount = Money::fen(0);
};
/// In pinyin order of the roads, then in order of the figures. Lines without a road are left out.
[[nodiscard]] std::vector<RoadSum> sums_by_road(Catalog const& catalog, std::vector<FigureLine> const& lines, std::vector<Figure> const& figures);
/// The key of the figure that the line counts in.
[[nodiscard]] std::string figure_key(Catalog const& catalog, FigureLine const& line);

/// 维修路灯540套（另有2处数量未报）; in the language of the template.
[[nodiscard]] std::string phrase_of(Catalog const& catalog, Figure const& figure, Language language);

/// Rates of DESIGN 4. Absent = denominator 0, printed as a dash.
struct Rate {
    std::int64_t numerator = 0, denominator = 0;
    [[nodiscard]] std::optional<double> percent() const noexcept;
};

} // namespace taizhang::domain
