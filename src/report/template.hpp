#pragma once

#include "base/json.hpp"
#include "domain/catalog.hpp"
#include "domain/figure.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace taizhang::report {

using domain::Name;

/// A sentence with {names} of numbers. Said only when `when` (a number's name) is there and not 0; with `figures` only when one
/// of them was done, and {figures} stands for their phrases.
struct Sentence {
    Name text;
    std::string when;
    std::vector<std::string> figures; ///< class, class/activity or class/activity/item
};

struct TemplateColumn {
    std::string value; ///< what stands in it, by the names of the rows' source
    Name head;
    double width = 1;
};

struct TemplateRow {
    std::string value; ///< name of a number of the orders' handling
    Name label;
};

/// One part of a paper, in order. Which members count depends on `kind`.
struct Part {
    enum class Kind { text, figures, table, chart, map, signatures, definitions, page_break };
    Kind kind = Kind::text;
    std::string key;
    Name heading;               ///< empty = none
    std::vector<Sentence> sentences;
    std::string section;        ///< figures: of the catalogue; "*" = those no other part took
    bool roads = false;         ///< figures: with what was done on each road
    std::string rows;           ///< table: its source; chart: what is drawn
    std::vector<TemplateColumn> columns;
    std::vector<TemplateRow> lines;
    bool landscape = false;
    Name note, empty;           ///< below a table; instead of a table without rows
};

/// How a report is put together: data, not code. resources/reports/*.json, or a bureau's own in its ledger.
struct Template {
    std::string key;
    Name name, title;
    std::vector<domain::Period::Kind> periods;
    std::vector<Part> parts;
};

/// @throws Error invalid_input naming template, part and member, and what would be right
[[nodiscard]] Template template_from_json(Json const& document);
/// What the program ships.
[[nodiscard]] std::vector<Template> const& shipped_templates();
/// The shipped ones and the bureau's own, which replace those of the same key.
/// @param own documents by key
[[nodiscard]] std::vector<Template> templates_with(std::vector<std::pair<std::string, Json>> const& own);
/// The first that is for such a period. @throws Error refused when none is
[[nodiscard]] Template const& template_for(std::vector<Template> const& all, domain::Period::Kind kind, std::string const& key = {});

/// What may stand in a column of rows from that source.
[[nodiscard]] std::vector<std::string> const& values_of_rows(std::string const& source);
/// Every name a sentence may use in braces.
[[nodiscard]] std::vector<std::string> const& names_of_numbers();

} // namespace taizhang::report
