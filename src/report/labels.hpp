#pragma once

#include "report/pages.hpp"

#include <span>
#include <string>
#include <vector>

namespace taizhang::report {

/// A sheet of self-adhesive labels as it is sold: A4, columns x rows. Millimetres.
struct LabelFormat {
    char const* key; ///< 70x37
    double width, height;
    int columns, rows;
    double left, top, column_step, row_step;
};
[[nodiscard]] std::span<LabelFormat const> label_formats() noexcept;
/// @throws Error refused naming the formats there are
[[nodiscard]] LabelFormat const& label_format(std::string const& key);

struct Label {
    std::string code; ///< in the QR code and printed; never empty
    std::string first, second; ///< class; road and place
};

/// Labels with a QR code that holds the facility's code: what the search box finds.
class LabelSheets final : public Pages {
public:
    /// @param start labels of the first sheet that are gone already, 0..
    LabelSheets(std::vector<Label> labels, LabelFormat const& format, int start, std::string title);
    [[nodiscard]] std::string const& title() const noexcept override { return title_; }
    [[nodiscard]] int pages() const noexcept override;
    void draw(draw::Canvas& canvas, int page) const override;

private:
    std::vector<Label> labels_;
    LabelFormat format_;
    int start_;
    std::string title_;
};

} // namespace taizhang::report
