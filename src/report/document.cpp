#include "report/report.hpp"
#include "report/words.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <functional>

namespace taizhang::report {
namespace {

using draw::Align;
using draw::Canvas;
using draw::Color;
using draw::Font;

constexpr double mm = 72 / 25.4;
// GB/T 9704: 37 mm above, 28 mm at the binding side, type area 156 x 225 mm, 22 lines of 3号 (16 pt)
constexpr double top = 37 * mm, left = 28 * mm, wide = 156 * mm, high = 225 * mm, line_pitch = high / 22;
constexpr Color black{0, 0, 0}, grey = {0.27, 0.27, 0.27}, rule{0.53, 0.53, 0.53}, head_fill{0.94, 0.94, 0.94};

using Page = std::vector<std::function<void(Canvas&)>>;

/// Fills pages from top to bottom. Everything is measured once here and only drawn later.
class Flow {
public:
    Flow() { new_page(); }

    void new_page()
    {
        pages_.emplace_back();
        y_ = top;
    }
    [[nodiscard]] double left_on_page() const { return top + high - y_; }
    void gap(double points) { y_ += points; }
    [[nodiscard]] bool fits(std::string const& words, Font const& font) { return measure_.canvas().measure(words, font).width <= wide; }

    void text(std::string const& words, Font const& font, Align align, double indent = 0, Color colour = black)
    {
        auto const lines = wrapped(words, font, indent);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            auto const pitch = font.points >= 15 ? line_pitch * (font.points > 20 ? 1.4 : 1) : font.points * 1.6;
            if (left_on_page() < pitch)
                new_page();
            auto const x = left + (i == 0 ? indent : 0), y = y_;
            put([=, line = lines[i]](Canvas& c) {
                auto const at = align == Align::centre ? left + wide / 2 : align == Align::right ? left + wide : x;
                c.text(at, y, line, font, colour, 0, align);
            });
            y_ += pitch;
        }
    }

    void table(TableText const& t, std::string const& continued)
    {
        auto const font = draw::sans(9), head_font = draw::sans(9, true);
        if (left_on_page() < 70)
            new_page();
        caption(t.title);
        row(t, t.head, head_font, true);
        for (auto const& cells : t.rows) {
            if (left_on_page() < row_height(t, cells, font)) {
                new_page();
                caption(t.title + continued);
                row(t, t.head, head_font, true);
            }
            row(t, cells, font, false);
        }
        y_ += 12;
    }

    void picture(double height, std::function<void(Canvas&, double, double, double, double)> const& draw)
    {
        if (left_on_page() < height)
            new_page();
        auto const y = y_;
        put([=](Canvas& c) { draw(c, left, y, wide, height); });
        y_ += height + 8;
    }

    [[nodiscard]] std::vector<Page>& pages() { return pages_; }

private:
    void put(std::function<void(Canvas&)> command) { pages_.back().push_back(std::move(command)); }

    void caption(std::string const& words)
    {
        auto const y = y_;
        put([=](Canvas& c) { c.text(left + wide / 2, y, words, draw::sans(11, true), black, 0, Align::centre); });
        y_ += 20;
    }

    /// Greedy lines: whole characters for Chinese, words for Latin; no mark of punctuation begins a line.
    std::vector<std::string> wrapped(std::string const& words, Font const& font, double indent)
    {
        std::vector<std::string> lines;
        std::string line;
        auto const limit = [&] { return wide - (lines.empty() ? indent : 0) + 0.01; };
        if (measure_.canvas().measure(words, font).width <= limit())
            return {words};
        for (std::size_t at = 0; at < words.size();) {
            auto next = at + 1;
            while (next < words.size() && (static_cast<unsigned char>(words[next]) & 0xC0U) == 0x80U)
                ++next;
            if (static_cast<unsigned char>(words[at]) < 0x80)
                while (next < words.size() && static_cast<unsigned char>(words[next]) < 0x80 && words[next - 1] != ' ')
                    ++next;
            auto const piece = words.substr(at, next - at);
            static constexpr std::string_view no_start = "，。；：、）”％";
            bool const hangs = piece.size() == 3 && no_start.find(piece) != std::string_view::npos;
            if (!line.empty() && !hangs && measure_.canvas().measure(line + piece, font).width > limit()) {
                lines.push_back(line);
                line.clear();
            }
            line += piece;
            at = next;
        }
        lines.push_back(line);
        return lines;
    }

    double cell_width(TableText const& t, std::size_t column) const { return t.widths[column] * wide; }

    double row_height(TableText const& t, std::vector<std::string> const& cells, Font const& font)
    {
        double height = 0;
        for (std::size_t i = 0; i < cells.size(); ++i)
            height = std::max(height, measure_.canvas().measure(cells[i], font, cell_width(t, i) - 6).height);
        return std::max(height, font.points * 1.3) + 6;
    }

    void row(TableText const& t, std::vector<std::string> const& cells, Font const& font, bool head)
    {
        auto const height = row_height(t, cells, font);
        double x = left;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const w = cell_width(t, i), y = y_, cell_x = x;
            auto const align = head ? Align::centre : t.right[i] ? Align::right : Align::left;
            auto const text_height = measure_.canvas().measure(cells[i], font, w - 6).height;
            put([=, cell = cells[i]](Canvas& c) {
                if (head)
                    c.fill_rect(cell_x, y, w, height, head_fill);
                c.stroke_rect(cell_x, y, w, height, rule, 0.5);
                c.text(cell_x + 3, y + (height - text_height) / 2, cell, font, black, w - 6, align);
            });
            x += w;
        }
        y_ += height;
    }

    draw::Image measure_{1, 1};
    std::vector<Page> pages_;
    double y_ = top;
};

std::string joined_sentences(std::vector<std::string> const& sentences, Language language)
{
    return joined(sentences, language == Language::zh ? "；" : "; ") + (language == Language::zh ? "。" : ".");
}

void signatures(Flow& flow, Words const& words, app::ReportData const& data)
{
    auto const& say = words.say();
    flow.gap(14);
    flow.text(say.say("Reporting unit (seal): {0}", data.info.bureau), draw::serif(12), Align::left);
    flow.gap(6);
    auto const name_or_line = [](std::string const& name) { return name.empty() ? std::string{"____________"} : name; };
    flow.text(say.say("In charge: {0}  Checked by: {1}  Prepared by: {2}", name_or_line(data.info.in_charge),
                      name_or_line(data.info.checked_by), name_or_line(data.info.prepared_by)),
              draw::serif(12), Align::left);
    flow.gap(6);
    flow.text(say.say("Date: {0}", words.date_words(data.made_at.local_date(data.info.utc_offset_minutes))), draw::serif(12), Align::right);
}

void add_map(Flow& flow, std::shared_ptr<map::Scene const> const& scene, Language language)
{
    if (!scene || !scene->bounds())
        return;
    flow.picture(260, [scene, language](Canvas& c, double x, double y, double w, double h) {
        auto const view = geo::Viewport::showing(*scene->bounds(), w, h);
        map::Style style;
        style.paper = true;
        style.language = language;
        c.save();
        c.translate(x, y);
        c.clip(0, 0, w, h);
        map::draw_scene(c, *scene, view, style);
        map::draw_furniture(c, *scene, view, style);
        c.restore();
        c.stroke_rect(x, y, w, h, rule, 0.5);
    });
}

/// A heading too long for one line is parted where its sense is, beside the period (GB/T 9704: 词意完整), not mid-word.
void add_title(Flow& flow, std::string const& title, std::string const& period)
{
    auto const font = draw::serif(22, true);
    auto const at = title.find(period);
    if (at == std::string::npos || flow.fits(title, font)) {
        flow.text(title, font, Align::centre);
        return;
    }
    auto const cut = at + period.size() < title.size() ? at + period.size() : at;
    flow.text(std::string{trimmed(title.substr(0, cut))}, font, Align::centre);
    flow.text(std::string{trimmed(title.substr(cut))}, font, Align::centre);
}

} // namespace

struct Document::Impl {
    std::string title;
    std::vector<Page> pages;
    std::string mark; ///< 示意数据 on every page
};

Document::Document(app::ReportData data, domain::Catalog const& catalog, Language language, std::shared_ptr<map::Scene const> scene)
    : impl_{std::make_unique<Impl>()}
{
    Words const words{data, catalog, language};
    auto const& say = words.say();
    auto const indent = language == Language::zh ? 32.0 : 0.0;
    impl_->title = words.title();
    impl_->mark = data.info.illustrative ? say.say("Illustrative data") : std::string{};
    Flow flow;
    add_title(flow, impl_->title, say(data.period.label()));
    flow.gap(10);
    flow.text(words.opening(), draw::serif(16), Align::left, indent);
    auto const sections = words.sections();
    for (auto const& section : sections) {
        if (flow.left_on_page() < 2 * line_pitch)
            flow.new_page(); // a heading does not stand alone at the foot
        flow.text(section.heading, draw::sans(16, true), Align::left, indent);
        flow.text(joined_sentences(section.sentences, language), draw::serif(16), Align::left, indent);
    }
    if (sections.empty())
        flow.text(say.say("No maintenance work was recorded in this period."), draw::serif(16), Align::left, indent);
    signatures(flow, words, data);
    flow.new_page();
    add_map(flow, scene, language);
    auto const continued = say.say(" (continued)");
    for (auto const& table : {words.by_class(), words.by_road(), words.rates(), words.open_orders(), words.undated()})
        if (!table.rows.empty())
            flow.table(table, continued);
    for (auto const& definition : words.definitions())
        flow.text(definition, draw::sans(8), Align::left, 0, grey);
    impl_->pages = std::move(flow.pages());
}

Document::~Document() = default;
std::string const& Document::title() const noexcept { return impl_->title; }
int Document::pages() const noexcept { return static_cast<int>(impl_->pages.size()); }

void Document::draw(Canvas& canvas, int page) const
{
    for (auto const& command : impl_->pages.at(static_cast<std::size_t>(page)))
        command(canvas);
    canvas.text(left + wide / 2, top + high + 7 * mm, "— " + std::to_string(page + 1) + " —", draw::serif(14), black, 0, Align::centre);
    if (!impl_->mark.empty())
        canvas.text(left + wide, 20 * mm, impl_->mark, draw::sans(9), grey, 0, Align::right);
}

} // namespace taizhang::report
