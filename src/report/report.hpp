#pragma once

#include "app/report_data.hpp"
#include "base/json.hpp"
#include "base/translator.hpp"
#include "draw/canvas.hpp"
#include "map/scene.hpp"
#include "report/pages.hpp"

#include <memory>
#include <string>
#include <vector>

namespace taizhang::report {

/// A report laid out into A4 pages; the same pages go to PDF, preview and printer.
class Document final : public Pages {
public:
    /// @param scene for the map figure; may be null
    Document(app::ReportData data, domain::Catalog const& catalog, Language language,
             std::shared_ptr<map::Scene const> scene);
    ~Document() override;
    [[nodiscard]] std::string const& title() const noexcept override;
    [[nodiscard]] int pages() const noexcept override;
    void draw(draw::Canvas& canvas, int page) const override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// By the file's ending: pdf, xlsx, html, json. Written wholly or not at all.
/// @throws Error usage for another ending; refused when no Chinese font is installed
void write_report(app::ReportData const& data, domain::Catalog const& catalog, Language language,
                  std::shared_ptr<map::Scene const> scene, bool with_records, std::string const& path);
/// DESIGN 8: {"title","period","figures":[..]}.
[[nodiscard]] Json report_json(app::ReportData const& data, domain::Catalog const& catalog, Language language,
                               bool with_records);
/// 左云县2025年第四季度市政设施维护工作报告
[[nodiscard]] std::string title_of(app::ReportData const& data, Language language);

} // namespace taizhang::report
