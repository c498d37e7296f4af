#include "store/records.hpp"

#include <openssl/evp.h>

#include <array>

namespace taizhang::store {

std::string sha256_hex(std::string_view data)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(data.data(), data.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw Error{Error::Kind::internal, tr("SHA-256 is not available.")};
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string out;
    for (unsigned i = 0; i < size; ++i) {
        out += hex[digest.at(i) >> 4U];
        out += hex[digest.at(i) & 15U];
    }
    return out;
}

std::string audit_hash(app::AuditRow const& row, std::string const& prev_hash)
{
    // the length before each field: "ab"+"c" and "a"+"bc" must not hash alike
    std::string all;
    auto const add = [&](std::string const& field) { all += std::to_string(field.size()) + ':' + field; };
    add(std::to_string(row.seq));
    for (auto const* field : {&row.at, &row.who, &row.action, &row.entity, &row.entity_uid, &row.detail, &prev_hash})
        add(*field);
    return sha256_hex(all);
}

} // namespace taizhang::store
