#pragma once

#include "domain/order.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace taizhang::domain {

/// A line proposed from a sentence, with the words it came from. To be confirmed by a person.
struct ProposedLine {
    OrderLine line;
    std::string words; ///< 维修路灯540盏
};
struct QuantitySentence {
    std::vector<ProposedLine> lines;
    std::vector<std::string> not_understood; ///< clauses with a number that name no activity or class we know
};
/// "本季维修路灯540盏、更换灯笼640个、清掏雨水箅子1050个": a clause is activity, thing, quantity and unit. A clause without an
/// activity takes the one before (更换灯笼640个、光源50套). Text before the activity that ends like a road is the road.
[[nodiscard]] QuantitySentence understand_sentence(Catalog const& catalog, std::string_view text);

} // namespace taizhang::domain
