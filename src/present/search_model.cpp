#include "present/search_model.hpp"

#include <algorithm>

namespace taizhang::present {

namespace {

constexpr std::size_t most_of_a_kind = 8;

std::string words_of(app::Hit::Kind kind, Translator const& say)
{
    switch (kind) {
    case app::Hit::Kind::asset: return say.say("Facilities");
    case app::Hit::Kind::order: return say.say("Orders");
    case app::Hit::Kind::request: return say.say("Requests");
    case app::Hit::Kind::community: return say.say("Old communities");
    case app::Hit::Kind::road: break;
    }
    return say.say("Roads");
}

} // namespace

void SearchModel::look_for(std::string text)
{
    text_ = std::move(text);
    if (length_of(trimmed(text_)) < 2 || !bench_.is_open()) {
        entries_.clear();
        changed.publish({});
        return;
    }
    if (asking_)
        return; // the answer on its way asks again for what was typed meanwhile
    asking_ = true;
    bench_.ask(
        alive_, [wanted = text_](app::Ledger const& ledger) { return std::pair{wanted, ledger.find(wanted, most_of_a_kind)}; },
        [this](std::pair<std::string, std::vector<app::Hit>> found) {
            asking_ = false;
            if (found.first != text_) {
                look_for(text_);
                return;
            }
            entries_.clear();
            using Kind = app::Hit::Kind;
            for (auto const kind : {Kind::road, Kind::asset, Kind::order, Kind::request, Kind::community}) {
                std::size_t n = 0;
                for (auto const& hit : found.second)
                    if (hit.kind == kind)
                        entries_.push_back({hit, n++ == 0 ? words_of(kind, bench_.say()) : std::string{}});
            }
            changed.publish({});
        });
}

} // namespace taizhang::present
