#pragma once

#include "app/importing.hpp"
#include "domain/request.hpp"

namespace taizhang::app {

/// Which field of a request a header of 12345 or 数字城管 means; "" = none.
[[nodiscard]] std::string request_field_of(std::string const& header);
/// What a Chinese sheet calls the field; "" = nothing.
[[nodiscard]] std::string request_header_of(std::string const& field);
/// Brings a sheet of requests in. The outside number is the key: a row whose number is registered is the same, and with
/// update or upsert gives what it newly says; so no count is ever doubled, however often the sheet comes.
[[nodiscard]] ImportResult import_requests(Ledger& ledger, std::string const& who, SourceTable& table,
                                           ImportOptions const& options, Progress const& progress);

/// Takes back what an import did to a request. @pre its row_version is still the item's
void undo_request(Ledger const& ledger, Change& change, BatchItem const& item);

} // namespace taizhang::app
