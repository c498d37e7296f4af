#pragma once

#include "app/requests.hpp"
#include "base/translator.hpp"
#include "present/detail_model.hpp"

namespace taizhang::present {

[[nodiscard]] Tone tone_of(domain::RequestState state) noexcept;
/// The glyph of a state: "state/KEY" of the order state that looks alike.
[[nodiscard]] std::string icon_of(domain::RequestState state);
/// 超期 2 天, 今天到期, 剩 3 天: until the caller must have an answer; empty where nobody waits any more.
[[nodiscard]] Cell due_of(Translator const& say, domain::Request const& request, Instant now, int utc_offset_minutes);
[[nodiscard]] std::string place_of(domain::Request const& request);

/// What the pane shows of a request; its orders and what was read beside it come along.
struct RequestRead {
    domain::Request request;            ///< as the person at the desk may see it
    std::vector<domain::WorkOrder> orders;
    domain::Request answering;          ///< itself, or what it was joined with
    app::Waiting waiting;
    std::string proposed_answer;
};
[[nodiscard]] RequestRead read_request(app::Ledger const& ledger, std::string const& uid, std::string const& who);
[[nodiscard]] Detail detail_of(domain::Catalog const& catalog, Translator const& say, RequestRead const& read, Instant now,
                               int utc_offset_minutes);

} // namespace taizhang::present
