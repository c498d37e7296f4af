#pragma once

#include "report/report.hpp"

namespace taizhang::report {

/// Freezes a report: its figures, definitions and words, who and when, the printed check sum and the paper itself are kept in
/// the ledger. Issued again, it tells what differs from the issue before.
/// @param document_number 左住建报〔2025〕4号; may be empty
/// @throws Error refused when the period is locked, has not begun, or nothing changed since its last issue
[[nodiscard]] app::IssuedReport issue_report(app::Ledger& ledger, domain::Period const& period, Instant now, std::string const& who, Language language,
                                             std::string const& document_number, std::string const& template_key = {});
/// No issue any more for the period; what is corrected later appears in the next period's report.
/// @throws Error refused when it was never issued
void lock_period(app::Ledger& ledger, domain::Period const& period, Instant now, std::string const& who);
void unlock_period(app::Ledger& ledger, domain::Period const& period, std::string const& who);
/// @param edited with the numbers in 【】; "" takes the template's own words again. @throws as words_to_keep
void save_section(app::Ledger& ledger, Report const& report, std::string const& section, std::string const& edited, std::string const& who);
/// A bureau's own template; null removes it. @throws as template_from_json
void save_template(app::Ledger& ledger, std::string const& key, Json const& document, std::string const& who);

} // namespace taizhang::report
