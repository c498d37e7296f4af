#include "report/document.hpp"

#include "base/translator.hpp"
#include "draw/qr.hpp"
#include "draw/typeset.hpp"
#include "report/figures.hpp"
#include "report/fonts.hpp"

#include <algorithm>
#include <numbers>

namespace taizhang::report {
namespace {

constexpr double number_below = 7 * mm;

/// Of a family list the one that was asked for first.
std::string wanted_family(draw::Font const& font) { return font.families.substr(0, font.families.find(',')); }

class Layout {
public:
    Layout(Content const& content, Flow& flow) : content_{content}, flow_{flow}, zh_{content.language == Language::zh} {}

    void run()
    {
        title();
        for (auto const& block : content_.blocks)
            std::visit([this](auto const& b) { put(b); }, block);
        close();
    }

private:
    [[nodiscard]] TextStyle body() const
    {
        // 28 characters of 16 pt a line; Latin text is left ragged
        return {body_font(), line_pitch, black, Align::left, zh_ ? 2 * character_pitch : 0, zh_ ? character_pitch - body_size : 0, zh_, 0};
    }

    /// A title too long for one line is parted where its sense is, beside the period, not mid-word.
    void title()
    {
        TextStyle const style{title_font(zh_ ? title_size : 18), line_pitch * 1.25, black, Align::centre, 0, 0, false, 0};
        flow_.bookmark(content_.title, 0);
        auto const at = content_.title.find(content_.period);
        if (content_.period.empty() || at == std::string::npos || flow_.type().width_of(content_.title, style.font) <= flow_.width())
            flow_.text(content_.title, style);
        else {
            auto const end = at + content_.period.size();
            auto const cut = end < content_.title.size() ? end : at;
            flow_.text(std::string{trimmed(content_.title.substr(0, cut))}, style);
            flow_.text(std::string{trimmed(content_.title.substr(cut))}, style);
        }
        if (!content_.document_number.empty()) {
            TextStyle number{body_font(), line_pitch, black, Align::centre, 0, 0, false, 0};
            flow_.text(content_.document_number, number);
        }
        flow_.gap(line_pitch / 2);
    }

    void put(Heading const& heading)
    {
        if (heading.level >= 3) {
            flow_.turn(false);
            flow_.keep_together(22 + 24);
            flow_.gap(4);
            flow_.bookmark(heading.text, 1);
            flow_.text(heading.text, {caption_font(), 22, black, Align::left, 0, 0, false, 0});
            return;
        }
        flow_.turn(false);
        flow_.keep_together(3 * line_pitch); // never alone at the foot
        flow_.bookmark(heading.text, heading.level);
        auto style = body();
        style.font = heading.level == 1 ? level1_font() : level2_font();
        style.justify = false;
        flow_.text(heading.text, style);
    }

    void put(Paragraph const& paragraph)
    {
        if (paragraph.kind == Paragraph::Kind::body) {
            flow_.turn(false);
            flow_.text(paragraph.spans, body());
            return;
        }
        auto const align = paragraph.kind == Paragraph::Kind::centred ? Align::centre : paragraph.kind == Paragraph::Kind::right ? Align::right : Align::left;
        flow_.text(paragraph.spans, {draw::sans(9), 15, second, align, 0, 0, false, 0});
    }

    void put(Table const& table)
    {
        flow_.turn(table.landscape);
        if (flow_.y() > 0)
            flow_.gap(10);
        auto const before = flow_.page();
        flow_.table(table, content_.continued);
        // the bookmark leads to where the table began, which keeping it together may have moved
        auto page = before;
        auto const& sheets = flow_.sheets();
        for (auto p = static_cast<std::size_t>(before); p < sheets.size(); ++p)
            if (shows(sheets[p], table.title)) {
                page = static_cast<int>(p);
                break;
            }
        flow_.bookmarks().push_back({table.title, page, 1});
    }

    static bool shows(Sheet const& sheet, std::string const& words)
    {
        return std::ranges::any_of(sheet.marks, [&](Mark const& mark) {
            auto const* text = std::get_if<TextMark>(&mark);
            return text && !words.empty() && !text->line.empty() && words.starts_with(text->line.text());
        });
    }

    void put(Chart const& chart)
    {
        flow_.turn(false);
        put_chart(flow_, chart);
        flow_.bookmark(chart.title, 1);
    }

    void put(MapFigure const& map)
    {
        flow_.turn(false);
        put_map(flow_, map);
        flow_.bookmark(map.title, 1);
    }

    /// The unit with room for its seal and the date, right-indented by four characters; below, who answers for it.
    void put(Signatures const& s)
    {
        flow_.turn(false);
        flow_.keep_together(7 * line_pitch);
        flow_.gap(2 * line_pitch);
        auto style = body();
        style.indent = 0;
        style.justify = false;
        style.align = Align::right;
        style.right = 2 * character_pitch;
        flow_.text(s.unit, style);
        style.right = 4 * character_pitch;
        flow_.text(s.date, style);
        flow_.gap(line_pitch);
        auto const font = small_body(12);
        auto const people = std::vector<std::pair<std::string, std::string>>{
            {s.in_charge_words, s.in_charge}, {s.checked_words, s.checked_by}, {s.prepared_words, s.prepared_by}, {s.phone_words, s.phone}};
        flow_.picture(line_pitch, [&](Sheet& sheet, double top, double width) {
            auto const each = width / static_cast<double>(people.size());
            sheet.marks.push_back(LineMark{{{0, top}, {width, top}}, black, 0.75});
            for (std::size_t i = 0; i < people.size(); ++i) {
                auto const x = each * static_cast<double>(i);
                auto const label = flow_.type().line(people[i].first + (zh_ ? "：" : ": "), font);
                auto const baseline = top + flow_.type().baseline_in(line_pitch, font);
                sheet.marks.push_back(TextMark{label, x, baseline, black});
                if (people[i].second.empty())
                    sheet.marks.push_back(LineMark{{{x + label.width(), baseline + 2}, {x + each - 8, baseline + 2}}, rule, 0.5});
                else
                    sheet.marks.push_back(TextMark{flow_.type().lines(people[i].second, {font, each - 8 - label.width(), 0, 0, false, 1}).front(),
                                                   x + label.width(), baseline, black});
            }
        });
        flow_.text(s.unit_words + (zh_ ? "：" : ": ") + s.unit, {font, line_pitch, black, Align::left, 0, 0, false, 0});
    }

    void put(Code const& code)
    {
        constexpr double size = 72;
        flow_.picture(size + 4, [&](Sheet& sheet, double top, double) {
            sheet.marks.push_back(PictureMark{0, top, size, size, [text = code.text](draw::Canvas& canvas, double w, double) { draw::draw_qr(canvas, text, 0, 0, w); }});
            sheet.marks.push_back(TextMark{flow_.type().line(code.text, draw::sans(14, true)), size + 8, top + 34, black});
            sheet.marks.push_back(TextMark{flow_.type().line(code.caption, note_font()), size + 8, top + 50, second});
        });
    }

    void put(PageBreak const&)
    {
        flow_.turn(false);
        if (flow_.y() > 0)
            flow_.new_page();
    }

    void close()
    {
        flow_.turn(false);
        flow_.gap(6);
        for (auto const& words : content_.closing)
            flow_.text(words, {note_font(), 12, second, Align::left, 0, 0, false, 0});
        std::vector<std::string> notes;
        Translator const say{content_.language};
        for (auto const& font : {title_font(), level1_font(), body_font()})
            // what stands before Noto in the list is the family itself by another name
            if (auto const used = flow_.type().family_of(font); font.families.find(used) >= font.families.find("Noto"))
                notes.push_back(say.say("{0} in place of {1}", used, wanted_family(font)));
        if (!notes.empty())
            flow_.text(say.say("Fonts that are not installed here were replaced: {0}.", joined(notes, zh_ ? "、" : ", ")),
                       {note_font(), 12, second, Align::left, 0, 0, false, 0});
        if (auto const& missing = flow_.type().missing(); !missing.empty())
            flow_.text(say.say("No installed font has {0} characters of the records; 〓 stands in their place.", length_of(missing)),
                       {note_font(), 12, second, Align::left, 0, 0, false, 0});
    }

    Content const& content_;
    Flow& flow_;
    bool zh_;
};

struct Shower {
    draw::Canvas& canvas;
    void operator()(TextMark const& m) const { m.line.show(canvas, m.x, m.baseline, m.colour); }
    void operator()(RectMark const& m) const { canvas.fill_rect(m.x, m.y, m.w, m.h, m.fill); }
    void operator()(LineMark const& m) const { canvas.polyline(m.points, m.colour, m.width, m.dashes); }
    void operator()(DotMark const& m) const { canvas.circle(m.at, m.radius, m.fill, m.outline, 0.3); }
    void operator()(PictureMark const& m) const
    {
        canvas.save();
        canvas.translate(m.x, m.y);
        canvas.clip(0, 0, m.w, m.h);
        m.draw(canvas, m.w, m.h);
        canvas.restore();
    }
};

} // namespace

struct Document::Impl {
    Content content;
    std::vector<Sheet> sheets;
    std::vector<Bookmark> bookmarks;
    std::vector<draw::SetLine> numbers;
    draw::SetLine mark;
    std::string missing;
};

Document::Document(Content content) : impl_{std::make_unique<Impl>()}
{
    draw::Typesetter type;
    Flow flow{type};
    impl_->content = std::move(content);
    Layout{impl_->content, flow}.run();
    impl_->sheets = std::move(flow.sheets());
    impl_->bookmarks = std::move(flow.bookmarks());
    for (std::size_t i = 0; i < impl_->sheets.size(); ++i)
        impl_->numbers.push_back(type.line("— " + std::to_string(i + 1) + " —", page_number_font()));
    if (!impl_->content.mark.empty())
        impl_->mark = type.line(impl_->content.mark, draw::sans(9));
    impl_->missing = type.missing();
}

Document::~Document() = default;
Content const& Document::content() const noexcept { return impl_->content; }
std::string const& Document::title() const noexcept { return impl_->content.title; }
int Document::pages() const noexcept { return static_cast<int>(impl_->sheets.size()); }
std::vector<Bookmark> const& Document::bookmarks() const noexcept { return impl_->bookmarks; }
Sheet const& Document::sheet(int page) const { return impl_->sheets.at(static_cast<std::size_t>(page)); }
std::string const& Document::missing_characters() const noexcept { return impl_->missing; }

Document::Size Document::size(int page) const
{
    return sheet(page).landscape ? Size{a4_height, a4_width} : Size{a4_width, a4_height};
}

draw::Point Document::origin(int page) const
{
    bool const odd = page % 2 == 0; // page 0 is number 1
    // across: its top is the binding edge of an odd page and the cut edge of an even one
    if (sheet(page).landscape)
        return {a4_height - area_top - area_height, odd ? binding : cut_side};
    return {odd ? binding : cut_side, area_top};
}

std::vector<Area> Document::areas(int page) const
{
    auto all = sheet(page).areas;
    auto const [x, y] = origin(page);
    for (auto& area : all) {
        area.x += x;
        area.y += y;
    }
    return all;
}

void Document::draw(draw::Canvas& canvas, int page) const
{
    auto const& on = sheet(page);
    auto const [x, y] = origin(page);
    canvas.save();
    canvas.translate(x, y);
    for (auto const& mark : on.marks)
        std::visit(Shower{canvas}, mark);
    canvas.restore();
    if (!impl_->mark.empty())
        impl_->mark.show(canvas, x + (on.landscape ? area_height : area_width) - impl_->mark.width(), y - 12, second);
    draw_number(canvas, page);
}

/// — 1 — below the type area, one character in from its outer edge: right on odd pages, left on even ones. On a page across it
/// stands where it stands on the upright ones, read with the sheet turned.
void Document::draw_number(draw::Canvas& canvas, int page) const
{
    auto const& number = impl_->numbers.at(static_cast<std::size_t>(page));
    bool const odd = page % 2 == 0;
    auto const side = odd ? binding : cut_side, em = page_number_font().points;
    auto const left = odd ? side + area_width - em - number.width() : side + em;
    auto const baseline = area_top + area_height + number_below + em / 2;
    canvas.save();
    if (sheet(page).landscape) {
        canvas.translate(a4_height, 0);
        canvas.rotate(std::numbers::pi / 2);
    }
    number.show(canvas, left, baseline, black);
    canvas.restore();
}

} // namespace taizhang::report
