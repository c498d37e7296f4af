#pragma once

#include "app/slip_data.hpp"
#include "base/translator.hpp"
#include "map/scene.hpp"
#include "report/pages.hpp"

#include <memory>
#include <string>
#include <vector>

namespace taizhang::report {

/// 派工单, or 核查单: what the crew takes along, and what the verifier does.
enum class SlipForm { dispatch, check };

/// One order after the other, each on sheets of its own; a batch has its list of facilities with squares to tick.
class SlipDocument final : public Pages {
public:
    /// @param surroundings for the sketch of the place; may be null
    SlipDocument(app::SlipData const& data, domain::Catalog const& catalog, Language language, SlipForm form,
                 std::shared_ptr<map::Scene const> surroundings);
    ~SlipDocument() override;
    [[nodiscard]] std::string const& title() const noexcept override;
    [[nodiscard]] int pages() const noexcept override;
    void draw(draw::Canvas& canvas, int page) const override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// 受理回执: what the caller gets, or what is filed.
class ReceiptDocument final : public Pages {
public:
    /// @param request as the person printing may see it
    ReceiptDocument(app::LedgerInfo const& info, domain::Catalog const& catalog, Language language, domain::Request const& request);
    ~ReceiptDocument() override;
    [[nodiscard]] std::string const& title() const noexcept override;
    [[nodiscard]] int pages() const noexcept override;
    void draw(draw::Canvas& canvas, int page) const override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace taizhang::report
