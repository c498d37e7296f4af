#pragma once

#include "app/importing.hpp"

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
    RowReader(domain::Catalog const& catalog, domain::AssetClass const& asset_class, std::vector<ColumnUse> const& columns,
              ImportOptions const& options)
        : catalog_{catalog}, class_{asset_class}, columns_{columns}, options_{options}
    {}
    /// nullopt when the row is refused; the reason is then in result.refused.
    [[nodiscard]] std::optional<ReadRow> read(SourceRow const& source, ImportResult& result) const;

private:
    void take(ReadRow& row, ColumnUse const& use, std::string const& cell, ImportResult& result) const;
    [[nodiscard]] bool take_field(ReadRow& row, std::string const& field, std::string const& cell) const;
    [[nodiscard]] bool take_attribute(ReadRow& row, domain::Attribute const& attribute, std::string const& cell) const;

    domain::Catalog const& catalog_;
    domain::AssetClass const& class_;
    std::vector<ColumnUse> const& columns_;
    ImportOptions const& options_;
};

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
