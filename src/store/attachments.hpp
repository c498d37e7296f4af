#pragma once

#include "app/attachments.hpp"
#include "store/records.hpp"

namespace taizhang::store {

/// The ports over a connection; an older ledger that can only be read has none.
class SqlAttachments final : public app::Attachments {
public:
    SqlAttachments(Conn& conn, app::LedgerInfo const& info) : conn_{conn}, info_{info} {}
    [[nodiscard]] std::vector<domain::LinkedAttachment> of(std::string const& entity, std::string const& uid) const override;
    [[nodiscard]] std::vector<std::pair<std::string, int>> counts(std::string const& entity) const override;
    [[nodiscard]] domain::Attachment content(std::string const& sha256) const override;
    [[nodiscard]] std::string thumbnail(std::string const& sha256) const override;
    [[nodiscard]] std::string data(std::string const& sha256) const override;
    /// What is missing, and with `deep` what is damaged: every content is hashed again.
    void check(std::vector<app::Finding>& findings, bool deep, Progress const& progress) const;

private:
    [[nodiscard]] bool there() const { return info_.schema_version >= 3; }
    Conn& conn_;
    app::LedgerInfo const& info_;
};

void store_attachment(Conn& conn, domain::Attachment& content, std::string const& data);
void link_attachment(Conn& conn, domain::LinkedAttachment const& link);
[[nodiscard]] bool unlink_attachment(Conn& conn, std::string const& sha256, std::string const& entity, std::string const& uid);

} // namespace taizhang::store
