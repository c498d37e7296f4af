#include "report/form_flow.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace taizhang::report {
namespace {

using draw::Align;
using draw::Canvas;
using draw::Color;

constexpr Color black{0, 0, 0}, grey{0.27, 0.27, 0.27}, rule{0.53, 0.53, 0.53}, head_fill{0.94, 0.94, 0.94};
constexpr double padding = 4, label_width = 66;

std::size_t next_character(std::string const& text, std::size_t at)
{
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
        ++at;
    return at;
}

/// Not more characters than a page could hold, cut between characters.
std::vector<std::string> pieces_of(std::string const& text, std::size_t most)
{
    std::vector<std::string> pieces;
    std::size_t begin = 0, count = 0;
    for (std::size_t at = 0; at < text.size();) {
        at = next_character(text, at);
        if (++count == most || at >= text.size()) {
            pieces.push_back(text.substr(begin, at - begin));
            begin = at;
            count = 0;
        }
    }
    if (pieces.empty())
        pieces.emplace_back();
    return pieces;
}

} // namespace

std::string Printable::operator()(std::string const& text)
{
    std::vector<std::string_view> pieces;
    std::string unknown;
    for (std::size_t at = 0; at < text.size();) {
        auto const next = next_character(text, at);
        auto const piece = std::string_view{text}.substr(at, next - at);
        at = next;
        auto const first = static_cast<unsigned char>(piece.front());
        bool const control = piece.size() == 1 && (first < 0x20 || first == 0x7F);
        // marks of direction, joiners and variation selectors take no room and confuse the line
        bool const invisible = piece.starts_with("\xE2\x80") && piece.size() == 3 &&
                               ((piece[2] >= '\x8B' && piece[2] <= '\x8F') || (piece[2] >= '\xAA' && piece[2] <= '\xAE'));
        bool const selector = (piece.size() == 3 && piece.starts_with("\xEF\xB8") && piece[2] <= '\x8F') || piece == "\xEF\xBB\xBF";
        if (invisible || selector)
            continue;
        pieces.push_back(control ? std::string_view{" "} : piece);
        if (!control && drawable_.emplace(std::string{piece}, true).second)
            unknown += piece;
    }
    if (!unknown.empty()) {
        auto const missing = draw::missing_characters(unknown);
        for (std::size_t at = 0; at < missing.size();) {
            auto const next = next_character(missing, at);
            drawable_[missing.substr(at, next - at)] = false;
            at = next;
        }
    }
    std::string clean;
    for (auto const& piece : pieces) {
        auto const it = drawable_.find(piece);
        clean += it == drawable_.end() || it->second ? piece : std::string_view{"〓"};
    }
    return clean;
}

void FormFlow::set_head(double height, std::function<void(Canvas&)> draw)
{
    head_height_ = height;
    head_ = std::move(draw);
}

void FormFlow::new_page()
{
    pages_.emplace_back();
    y_ = top;
    if (head_) {
        put(head_);
        y_ += head_height_;
    }
}

void FormFlow::start_form()
{
    head_ = {};
    head_height_ = 0;
    if (!pages_.back().empty())
        new_page();
}

void FormFlow::text(std::string const& raw, draw::Font const& font, Align align)
{
    auto const words = printable_(raw);
    auto const height = measure_.canvas().measure(words, font, width).height;
    if (room() < height)
        new_page();
    put([=, y = y_](Canvas& c) { c.text(left, y, words, font, black, width, align); });
    y_ += height;
}

void FormFlow::fields(std::vector<Field> const& fields, double least_height)
{
    auto const font = draw::sans(9.5), label_font = draw::sans(8.5);
    double shares = 0;
    for (auto const& field : fields)
        shares += field.share;
    std::vector<std::vector<std::string>> values;
    std::size_t rows = 1;
    for (auto const& field : fields) {
        values.push_back(pieces_of(printable_(field.value), 1400));
        rows = std::max(rows, values.back().size());
    }
    for (std::size_t row = 0; row < rows; ++row) {
        double height = least_height;
        auto const value = [&](std::size_t i) { return row < values[i].size() ? values[i][row] : std::string{}; };
        for (std::size_t i = 0; i < fields.size(); ++i) {
            auto const w = fields[i].share / shares * width;
            height = std::max({height, measure_.canvas().measure(value(i), font, w - label_width - 2 * padding).height + 2 * padding,
                               measure_.canvas().measure(fields[i].label, label_font, label_width - 2 * padding).height + 2 * padding});
        }
        if (room() < height)
            new_page();
        double x = left;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            auto const w = fields[i].share / shares * width;
            put([=, y = y_, label = fields[i].label, words = value(i)](Canvas& c) {
                c.fill_rect(x, y, label_width, height, head_fill);
                c.stroke_rect(x, y, label_width, height, rule, 0.5);
                c.stroke_rect(x, y, w, height, rule, 0.5);
                auto const label_height = c.measure(label, label_font, label_width - 2 * padding).height;
                c.text(x + padding, y + (height - label_height) / 2, label, label_font, grey, label_width - 2 * padding, Align::centre);
                auto const value_height = c.measure(words, font, w - label_width - 2 * padding).height;
                c.text(x + label_width + padding, y + (height - value_height) / 2, words, font, black, w - label_width - 2 * padding);
            });
            x += w;
        }
        y_ += height;
    }
}

void FormFlow::box(std::string const& label, double height, std::function<void(Canvas&, double, double, double, double)> inside)
{
    if (room() < height)
        new_page();
    put([=, y = y_, inside = std::move(inside)](Canvas& c) {
        auto const font = draw::sans(8.5);
        if (inside)
            inside(c, left + label_width, y, width - label_width, height);
        c.fill_rect(left, y, label_width, height, head_fill);
        c.stroke_rect(left, y, label_width, height, rule, 0.5);
        c.stroke_rect(left, y, width, height, rule, 0.5);
        auto const label_height = c.measure(label, font, label_width - 2 * padding).height;
        c.text(left + padding, y + (height - label_height) / 2, label, font, grey, label_width - 2 * padding, Align::centre);
    });
    y_ += height;
}

void FormFlow::table_head(std::vector<Column> const& columns, double total)
{
    auto const font = draw::sans(8.5, true);
    double height = 18;
    for (auto const& column : columns)
        height = std::max(height, measure_.canvas().measure(column.head, font, column.share / total * width - 2 * padding).height + 6);
    double x = left;
    for (auto const& column : columns) {
        auto const w = column.share / total * width;
        put([=, y = y_, head = column.head](Canvas& c) {
            c.fill_rect(x, y, w, height, head_fill);
            c.stroke_rect(x, y, w, height, rule, 0.5);
            auto const text_height = c.measure(head, font, w - 2 * padding).height;
            c.text(x + padding, y + (height - text_height) / 2, head, font, black, w - 2 * padding, Align::centre);
        });
        x += w;
    }
    y_ += height;
}

void FormFlow::table(std::vector<Column> const& columns, std::vector<std::vector<std::string>> const& rows, double least_height)
{
    auto const font = draw::sans(9);
    double total = 0;
    for (auto const& column : columns)
        total += column.share;
    if (room() < 18 + 2 * least_height)
        new_page();
    table_head(columns, total);
    for (auto const& raw : rows) {
        auto cells = raw;
        cells.resize(columns.size());
        double height = least_height;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = pieces_of(printable_(cells[i]), 600).front();
            height = std::max(height, measure_.canvas().measure(cells[i], font, columns[i].share / total * width - 2 * padding).height + 5);
        }
        if (room() < height) {
            new_page();
            table_head(columns, total);
        }
        double x = left;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            auto const w = columns[i].share / total * width;
            put([=, y = y_, tick = columns[i].tick, align = columns[i].align, cell = cells[i]](Canvas& c) {
                c.stroke_rect(x, y, w, height, rule, 0.5);
                constexpr double square = 9;
                if (tick)
                    c.stroke_rect(x + (w - square) / 2, y + (height - square) / 2, square, square, black, 0.7);
                auto const text_height = c.measure(cell, font, w - 2 * padding).height;
                c.text(x + padding, y + (height - text_height) / 2, cell, font, black, w - 2 * padding, align);
            });
            x += w;
        }
        y_ += height;
    }
}

} // namespace taizhang::report
