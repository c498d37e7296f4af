#pragma once

#include "app/report_data.hpp"
#include "base/translator.hpp"
#include "report/content.hpp"
#include "report/template.hpp"

namespace taizhang::report {

/// A report's words, tables and pictures, put together from its template.
/// @param roads what lies below the dots of the map; may be null
[[nodiscard]] Content compose(app::ReportData const& data, domain::Catalog const& catalog, Template const& form, Language language,
                              std::shared_ptr<map::Scene const> roads);

/// What the console and the window call it.
[[nodiscard]] std::string title_of(app::ReportData const& data, Template const& form, Language language);

/// A section as it is edited: its numbers stand in 【】.
[[nodiscard]] std::string words_for_editing(std::vector<Span> const& spans);
/// The words to keep, with {names} for the numbers. @throws Error refused when a number was changed, added or is not the report's
[[nodiscard]] std::string words_to_keep(std::string const& edited, std::vector<Span> const& spans);

/// Implementation of the tables' sources.
class Numbers;
[[nodiscard]] Table table_of(Part const& part, app::ReportData const& data, domain::Catalog const& catalog, Translator const& say, Numbers const& numbers);
/// 更换高杆灯光源; lamp: replace.
[[nodiscard]] std::string work_words(domain::Figure const& figure, domain::Catalog const& catalog, Translator const& say);

} // namespace taizhang::report
