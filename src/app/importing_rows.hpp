#pragma once

#include "app/import_report.hpp"

#include "domain/date_text.hpp"
#include "domain/order.hpp"

namespace taizhang::app {

/// A source row understood as an asset.
struct ReadRow {
    std::int64_t number = 0;
    domain::Asset asset;
    std::vector<std::string> given; ///< fields the row has a value for: what an update changes
};

/// Turns rows into assets by the columns' uses. What cannot be understood is kept raw and reported, never lost.
class RowReader {
public:
    /// @param sample first rows of the file: by them a column's order of day and month is judged
    RowReader(domain::Catalog const& catalog, domain::AssetClass const& asset_class, std::vector<ColumnUse> const& columns,
              ImportOptions const& options, std::vector<std::vector<std::string>> const& sample);
    /// nullopt when the row is refused; the reason is then in report.refused.
    [[nodiscard]] std::optional<ReadRow> read(SourceRow const& source, ImportReport& report) const;

private:
    void take(ReadRow& row, std::size_t column, std::string const& cell, ImportReport& report) const;
    [[nodiscard]] bool take_field(ReadRow& row, std::size_t column, std::string const& cell) const;
    [[nodiscard]] bool take_attribute(ReadRow& row, domain::Attribute const& attribute, std::size_t column, std::string const& cell,
                                      ImportReport& report) const;
    [[nodiscard]] bool take_measure(ReadRow& row, domain::Attribute const& attribute, std::size_t column, std::string const& cell,
                                    ImportReport& report) const;

    domain::Catalog const& catalog_;
    domain::AssetClass const& class_;
    std::vector<ColumnUse> const& columns_;
    ImportOptions const& options_;
    std::vector<domain::DayMonth> day_months_; ///< per column
};

/// understand_headers() after what a person or a saved mapping decided.
[[nodiscard]] std::vector<ColumnUse> settled_columns(domain::Catalog const& catalog, domain::AssetClass const* asset_class,
                                                     std::vector<std::string> const& headers, ImportChoices const& choices);

/// The value of the key field: code, name or an attribute.
[[nodiscard]] std::string key_value(domain::Asset const& asset, std::string const& key_field);
/// The ledger's record with what the row gives; everything else stays.
[[nodiscard]] domain::Asset merged_with(domain::Asset known, ReadRow const& row);

/// Which field of an order or a community a header means; "" = none.
[[nodiscard]] std::string record_field_of(std::string const& what, std::string const& header);
/// A work order or a community out of a row; nullopt = refused.
template <class Record>
[[nodiscard]] std::optional<Record> read_record(Ledger const& ledger, SourceRow const& source, std::vector<ColumnUse> const& columns,
                                                ImportResult& result);

/// row_version in the ledger now; nullopt when the record is gone.
template <class Record>
[[nodiscard]] std::optional<std::int64_t> current_version(Ledger const& ledger, std::string const& uid);
template <>
[[nodiscard]] std::optional<domain::WorkOrder> read_record(Ledger const& ledger, SourceRow const& source,
                                                           std::vector<ColumnUse> const& columns, ImportResult& result);
template <>
[[nodiscard]] std::optional<domain::Community> read_record(Ledger const& ledger, SourceRow const& source,
                                                           std::vector<ColumnUse> const& columns, ImportResult& result);
template <>
[[nodiscard]] std::optional<std::int64_t> current_version<domain::Asset>(Ledger const& ledger, std::string const& uid);
[[nodiscard]] std::optional<std::int64_t> current_version_of(Ledger const& ledger, BatchItem const& item);

} // namespace taizhang::app
