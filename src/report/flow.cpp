#include "report/flow.hpp"

#include "report/fonts.hpp"

#include <algorithm>

namespace taizhang::report {
namespace {

constexpr double cell_pad = 3, row_pad = 2.5, table_pitch = 12.4, border = 0.5;
constexpr double hair = 0.01; // of a height: sums of many

} // namespace

double Flow::width() const noexcept { return landscape_ ? area_height : area_width; }
double Flow::height() const noexcept { return landscape_ ? area_width : area_height; }

void Flow::new_page()
{
    sheets_.emplace_back();
    sheets_.back().landscape = landscape_;
    y_ = 0;
}

void Flow::turn(bool landscape)
{
    if (landscape == landscape_)
        return;
    landscape_ = landscape;
    if (sheets_.back().marks.empty())
        sheets_.back().landscape = landscape;
    else
        new_page();
}

void Flow::keep_together(double points)
{
    if (y_ > 0 && left_on_page() + hair < std::min(points, height()))
        new_page();
}

void Flow::bookmark(std::string words, int level) { bookmarks_.push_back({std::move(words), page(), level}); }

void Flow::text(std::vector<Span> const& spans, TextStyle const& style)
{
    std::string all;
    std::vector<std::pair<std::size_t, std::size_t>> ranges;
    for (auto const& span : spans) {
        ranges.emplace_back(all.size(), all.size() + span.text.size());
        all += span.text;
    }
    auto const room = width() - style.right;
    auto const lines = type_.lines(all, {style.font, room, style.indent, style.tracking, style.justify, 0});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const& line = lines[i];
        if (left_on_page() + hair < style.pitch)
            new_page();
        auto const indent = i == 0 ? style.indent : 0;
        auto const x = style.align == Align::left ? indent : style.align == Align::right ? room - line.width() : (room - line.width()) / 2;
        sheet().marks.push_back(TextMark{line, x, y_ + type_.baseline_in(style.pitch, style.font), style.colour});
        for (std::size_t s = 0; s < spans.size(); ++s) {
            auto const from = std::max(ranges[s].first, line.begin()), to = std::min(ranges[s].second, line.end());
            if (spans[s].link.empty() || from >= to)
                continue;
            auto const left = line.x_of(from);
            sheet().areas.push_back({x + left, y_, line.x_of(to) - left, style.pitch, spans[s].link, all.substr(from, to - from)});
        }
        y_ += style.pitch;
    }
}

void Flow::picture(double height, std::function<void(Sheet&, double y, double width)> const& put)
{
    keep_together(height);
    put(sheet(), y_, width());
    y_ += height;
}

/// One table on its way down the pages.
class TableFlow {
public:
    TableFlow(Flow& flow, Table const& table, std::string const& continued) : flow_{flow}, table_{table}, continued_{continued}
    {
        double shares = 0;
        for (auto const& column : table.columns)
            shares += column.width;
        double x = 0;
        for (auto const& column : table.columns) {
            edges_.push_back(x);
            x += column.width / shares * flow.width();
        }
        edges_.push_back(flow.width());
        most_lines_ = static_cast<std::size_t>(std::max(1.0, (flow.height() - 120) / table_pitch));
        std::vector<Cell> head;
        for (auto const& column : table.columns)
            head.push_back({column.head});
        head_ = set(head, table_head_font(), 6);
    }

    void run()
    {
        std::vector<Row> rows;
        rows.reserve(table_.rows.size());
        for (auto const& cells : table_.rows)
            rows.push_back(set(cells, rows.size() + table_.totals >= table_.rows.size() ? table_head_font() : table_font(), most_lines_));
        if (!rows.empty())
            flow_.keep_together(caption_height + head_.height + rows.front().height);
        begin(table_.title);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            // the sums do not stand alone below a head
            auto const with_next = table_.totals > 0 && i + 1 + table_.totals == rows.size() ? rows[i + 1].height : 0;
            if (flow_.left_on_page() + hair < rows[i].height + with_next && segment_rows_ > 0) {
                end();
                flow_.new_page();
                begin(table_.title + continued_);
            }
            put(rows[i], false);
            ++segment_rows_;
        }
        end();
        if (!table_.note.empty()) {
            flow_.gap(3);
            flow_.text(table_.note, {note_font(), 12, second, Align::left, 0, 0, false, 0});
        }
    }

private:
    static constexpr double caption_height = 22;
    struct SetCell {
        std::vector<draw::SetLine> lines;
        std::string link, text;
    };
    struct Row {
        std::vector<SetCell> cells;
        draw::Font font;
        double height = 0;
    };

    Row set(std::vector<Cell> const& cells, draw::Font const& font, std::size_t most_lines)
    {
        Row row;
        row.font = font;
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            static Cell const none;
            auto const& cell = i < cells.size() ? cells[i] : none;
            auto const room = edges_[i + 1] - edges_[i] - 2 * cell_pad;
            row.cells.push_back({flow_.type_.lines(cell.text, {font, room, 0, 0, false, most_lines}), cell.link, cell.text});
            row.height = std::max(row.height, static_cast<double>(row.cells.back().lines.size()) * table_pitch + 2 * row_pad);
        }
        return row;
    }

    void begin(std::string const& title)
    {
        flow_.text(title, {caption_font(), caption_height, black, Align::centre, 0, 0, false, 0});
        segment_top_ = flow_.y_;
        segment_rows_ = 0;
        flow_.sheet().marks.push_back(RectMark{0, flow_.y_, flow_.width(), head_.height, head_fill});
        put(head_, true);
    }

    void put(Row const& row, bool head)
    {
        auto& sheet = flow_.sheet();
        if (head || segment_rows_ == 0)
            horizontal(flow_.y_);
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            auto const& cell = row.cells[i];
            auto const left = edges_[i] + cell_pad, room = edges_[i + 1] - edges_[i] - 2 * cell_pad;
            auto y = flow_.y_ + (row.height - static_cast<double>(cell.lines.size()) * table_pitch) / 2;
            for (auto const& line : cell.lines) {
                auto const align = head ? Align::centre : table_.columns[i].align;
                auto const x = left + (align == Align::left ? 0 : align == Align::right ? room - line.width() : (room - line.width()) / 2);
                if (!line.empty())
                    sheet.marks.push_back(TextMark{line, x, y + flow_.type_.baseline_in(table_pitch, row.font), black});
                y += table_pitch;
            }
            if (!cell.link.empty())
                sheet.areas.push_back({edges_[i], flow_.y_, edges_[i + 1] - edges_[i], row.height, cell.link, cell.text});
        }
        flow_.y_ += row.height;
        horizontal(flow_.y_);
    }

    void horizontal(double y) { flow_.sheet().marks.push_back(LineMark{{{0, y}, {flow_.width(), y}}, rule, border}); }

    void end()
    {
        for (auto const x : edges_)
            flow_.sheet().marks.push_back(LineMark{{{x, segment_top_}, {x, flow_.y_}}, rule, border});
    }

    Flow& flow_;
    Table const& table_;
    std::string const& continued_;
    std::vector<double> edges_;
    std::size_t most_lines_ = 1;
    Row head_;
    double segment_top_ = 0;
    std::size_t segment_rows_ = 0;
};

void Flow::table(Table const& table, std::string const& continued)
{
    turn(table.landscape);
    TableFlow{*this, table, continued}.run();
}

} // namespace taizhang::report
