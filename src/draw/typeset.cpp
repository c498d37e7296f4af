#include "draw/typeset.hpp"

#include "draw/line_breaks.hpp"

#include <cairo/cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>

namespace taizhang::draw {
namespace {

struct ObjectCloser {
    void operator()(gpointer object) const noexcept { g_object_unref(object); }
};
template <class T>
using Object = std::unique_ptr<T, ObjectCloser>;

constexpr double slack = 0.01; // of a line's width: sums of many advances

/// A font as Cairo draws it, apart from the Pango objects it was found by.
class Face {
public:
    explicit Face(PangoFont* font)
    {
        auto* const scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
        face_ = cairo_font_face_reference(cairo_scaled_font_get_font_face(scaled));
        cairo_scaled_font_get_font_matrix(scaled, &matrix_);
        options_ = cairo_font_options_create();
        cairo_scaled_font_get_font_options(scaled, options_);
    }
    ~Face()
    {
        cairo_font_options_destroy(options_);
        cairo_font_face_destroy(face_);
    }
    Face(Face const&) = delete;
    Face& operator=(Face const&) = delete;
    void use(cairo_t* cr) const
    {
        cairo_set_font_face(cr, face_);
        cairo_set_font_matrix(cr, &matrix_);
        cairo_set_font_options(cr, options_);
    }

private:
    cairo_font_face_t* face_;
    cairo_font_options_t* options_;
    cairo_matrix_t matrix_{};
};

/// Glyphs of one piece of text, placed from its own start.
struct Shaped {
    struct Glyph {
        std::shared_ptr<Face const> face;
        unsigned long id;
        double x, y;
    };
    std::vector<Glyph> glyphs;
    double advance = 0;
    bool complete = true; ///< every character has a glyph
};

struct Run {
    std::shared_ptr<Face const> face;
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
    std::string text;
};

std::string key_of(Font const& font) { return font.families + '/' + std::to_string(font.points) + (font.bold ? "b" : ""); }

} // namespace

struct SetLine::Data {
    std::vector<Run> runs;
    std::vector<std::pair<std::size_t, double>> stops; ///< byte of the paragraph, x
    double width = 0;
    std::size_t begin = 0, end = 0;
};

double SetLine::width() const noexcept { return data_ ? data_->width : 0; }
bool SetLine::empty() const noexcept { return !data_ || data_->runs.empty(); }
std::size_t SetLine::begin() const noexcept { return data_ ? data_->begin : 0; }
std::size_t SetLine::end() const noexcept { return data_ ? data_->end : 0; }

std::string SetLine::text() const
{
    std::string all;
    if (data_)
        for (auto const& run : data_->runs)
            all += run.text;
    return all;
}

double SetLine::x_of(std::size_t byte) const noexcept
{
    if (!data_)
        return 0;
    for (auto const& [at, x] : data_->stops)
        if (at >= byte)
            return x;
    return data_->width;
}

void SetLine::show(Canvas& canvas, double x, double baseline, Color c) const
{
    if (!data_)
        return;
    auto* const cr = canvas.context();
    cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a);
    std::vector<cairo_glyph_t> placed;
    for (auto const& run : data_->runs) {
        placed = run.glyphs;
        for (auto& glyph : placed) {
            glyph.x += x;
            glyph.y += baseline;
        }
        run.face->use(cr);
        cairo_show_text_glyphs(cr, run.text.data(), static_cast<int>(run.text.size()), placed.data(), static_cast<int>(placed.size()),
                               run.clusters.data(), static_cast<int>(run.clusters.size()), cairo_text_cluster_flags_t{});
    }
}

struct Typesetter::Impl {
    Object<PangoFontMap> map{pango_cairo_font_map_new()};
    Object<PangoContext> context;
    std::unordered_map<PangoFont*, std::pair<Object<PangoFont>, std::shared_ptr<Face const>>> faces;
    /// Of one font: its simple characters, looked up once.
    struct Known {
        std::unordered_map<char32_t, Shaped> characters;
        std::optional<Rise> rise;
    };
    std::map<std::string, Known> fonts;
    std::string missing;

    Impl()
    {
        // one unit is one point, whatever the device's resolution
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map.get()), 72);
        context.reset(pango_font_map_create_context(map.get()));
        std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> const options{cairo_font_options_create(),
                                                                                                   cairo_font_options_destroy};
        cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
        pango_cairo_context_set_font_options(context.get(), options.get());
        pango_context_set_round_glyph_positions(context.get(), FALSE);
        pango_context_set_language(context.get(), pango_language_from_string("zh-cn"));
    }

    static std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> described(Font const& font)
    {
        std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> made{pango_font_description_new(),
                                                                                          pango_font_description_free};
        pango_font_description_set_family(made.get(), font.families.c_str());
        pango_font_description_set_size(made.get(), static_cast<int>(std::lround(font.points * PANGO_SCALE)));
        pango_font_description_set_weight(made.get(), font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        return made;
    }

    std::shared_ptr<Face const> face_of(PangoFont* font)
    {
        auto& known = faces[font];
        if (!known.second) {
            known.first.reset(PANGO_FONT(g_object_ref(font)));
            known.second = std::make_shared<Face const>(font);
        }
        return known.second;
    }

    Object<PangoLayout> layout_of(std::string_view text, Font const& font)
    {
        Object<PangoLayout> layout{pango_layout_new(context.get())};
        pango_layout_set_font_description(layout.get(), described(font).get());
        pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        return layout;
    }

    Shaped shaped(std::string_view text, Font const& font)
    {
        Shaped out;
        auto const layout = layout_of(text, font);
        for (auto* item = pango_layout_get_line_readonly(layout.get(), 0)->runs; item; item = item->next) {
            auto const* run = static_cast<PangoGlyphItem const*>(item->data);
            auto const face = face_of(run->item->analysis.font);
            for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
                auto const& glyph = run->glyphs->glyphs[i];
                out.complete = out.complete && (glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0;
                if (glyph.glyph != PANGO_GLYPH_EMPTY)
                    out.glyphs.push_back({face, glyph.glyph, out.advance + static_cast<double>(glyph.geometry.x_offset) / PANGO_SCALE,
                                          static_cast<double>(glyph.geometry.y_offset) / PANGO_SCALE});
                out.advance += static_cast<double>(glyph.geometry.width) / PANGO_SCALE;
            }
        }
        return out;
    }

    Shaped const& character(char32_t code, std::string_view bytes, Known& known, Font const& font)
    {
        if (auto const it = known.characters.find(code); it != known.characters.end())
            return it->second;
        auto found = shaped(bytes, font);
        if (!found.complete) {
            if (missing.find(bytes) == std::string::npos)
                missing += bytes;
            found = shaped("〓", font);
        }
        return known.characters.emplace(code, std::move(found)).first->second;
    }

    std::vector<Piece> pieces_of(std::string_view text, Font const& font, Known& known, std::vector<Shaped>& words)
    {
        auto pieces = broken_up(text);
        std::vector<Piece> out;
        out.reserve(pieces.size());
        for (auto& piece : pieces) {
            auto const bytes = std::string_view{text}.substr(piece.at, piece.bytes);
            if (piece.complex) { // Arabic, Hindi and the like are shaped as whole words
                if (auto word = shaped(bytes, font); word.complete) {
                    piece.advance = word.advance;
                    piece.word = static_cast<int>(words.size());
                    words.push_back(std::move(word));
                    out.push_back(piece);
                    continue;
                }
                for (auto part : broken_up_wholly(bytes)) {
                    part.at += piece.at;
                    part.advance = character(part.code, text.substr(part.at, part.bytes), known, font).advance;
                    out.push_back(part);
                }
                continue;
            }
            piece.advance = character(piece.code, bytes, known, font).advance;
            out.push_back(piece);
        }
        return out;
    }

    /// Places pieces [from, to) from x on, `extra` points more behind every one of them.
    std::shared_ptr<SetLine::Data const> set(std::string_view text, std::vector<Piece> const& pieces, std::size_t from, std::size_t to,
                                             Known& known, std::vector<Shaped> const& words, Setting const& setting, double extra,
                                             bool ellipsis)
    {
        auto data = std::make_shared<SetLine::Data>();
        double x = 0;
        auto const put = [&](Shaped const& shape, std::string_view bytes) {
            if (shape.glyphs.empty() && !data->runs.empty()) { // a blank without ink still is text
                data->runs.back().text += bytes;
                data->runs.back().clusters.push_back({static_cast<int>(bytes.size()), 0});
                return;
            }
            for (std::size_t i = 0; i < shape.glyphs.size(); ++i) {
                auto const& glyph = shape.glyphs[i];
                if (data->runs.empty() || data->runs.back().face != glyph.face)
                    data->runs.push_back({glyph.face, {}, {}, {}});
                auto& run = data->runs.back();
                run.glyphs.push_back({glyph.id, x + glyph.x, glyph.y});
                // all bytes go with the first glyph
                if (i == 0) {
                    run.text += bytes;
                    run.clusters.push_back({static_cast<int>(bytes.size()), 1});
                } else if (!run.clusters.empty())
                    ++run.clusters.back().num_glyphs;
                else
                    run.clusters.push_back({0, 1});
            }
        };
        for (auto i = from; i < to; ++i) {
            auto const& piece = pieces[i];
            auto const bytes = text.substr(piece.at, piece.bytes);
            data->stops.emplace_back(piece.at, x);
            auto const& shape = piece.word >= 0 ? words[static_cast<std::size_t>(piece.word)]
                                                : character(piece.code, bytes, known, setting.font);
            put(shape, bytes);
            x += piece.advance + (piece.wide ? setting.tracking : 0) + (i + 1 < to ? extra : 0);
        }
        if (ellipsis) {
            auto const& dots = character(U'…', "…", known, setting.font);
            put(dots, "…");
            x += dots.advance;
        }
        data->width = x;
        data->begin = from < pieces.size() ? pieces[from].at : text.size();
        data->end = to > from ? pieces[to - 1].at + pieces[to - 1].bytes : data->begin;
        return data;
    }
};

Typesetter::Typesetter() : impl_{std::make_unique<Impl>()} {}
Typesetter::~Typesetter() = default;
std::string const& Typesetter::missing() const noexcept { return impl_->missing; }

std::vector<SetLine> Typesetter::lines(std::string_view text, Setting const& setting)
{
    auto& known = impl_->fonts[key_of(setting.font)];
    std::vector<Shaped> words;
    auto const pieces = impl_->pieces_of(text, setting.font, known, words);
    auto const ranges = break_lines(pieces, setting.width, setting.first_indent, setting.tracking);
    auto const kept = setting.most_lines && ranges.size() > setting.most_lines ? setting.most_lines : ranges.size();
    std::vector<SetLine> out;
    out.reserve(kept);
    for (std::size_t i = 0; i < kept; ++i) {
        auto [from, to, width, forced] = ranges[i];
        bool const cut = i + 1 == kept && kept < ranges.size();
        auto const room = setting.width - (i == 0 ? setting.first_indent : 0);
        if (cut) {
            auto const dots = impl_->character(U'…', "…", known, setting.font).advance;
            for (; to > from && width + dots > room + slack; --to)
                width -= pieces[to - 1].advance + (pieces[to - 1].wide ? setting.tracking : 0);
        }
        double extra = 0;
        if (setting.justify && setting.width > 0 && !forced && i + 1 < ranges.size() && !cut && to - from > 1) {
            extra = (room - width) / static_cast<double>(to - from - 1);
            if (extra < 0 || extra > setting.font.points / 2)
                extra = 0; // a line that short looks better ragged
        }
        SetLine line;
        line.data_ = impl_->set(text, pieces, from, to, known, words, setting, extra, cut);
        out.push_back(std::move(line));
    }
    return out;
}

SetLine Typesetter::line(std::string_view text, Font const& font) { return std::move(lines(text, {font, 0, 0, 0, false, 0}).front()); }
double Typesetter::width_of(std::string_view text, Font const& font) { return line(text, font).width(); }

Typesetter::Rise Typesetter::rise_of(Font const& font)
{
    auto& known = impl_->fonts[key_of(font)];
    if (!known.rise) {
        std::unique_ptr<PangoFontMetrics, decltype(&pango_font_metrics_unref)> const metrics{
            pango_context_get_metrics(impl_->context.get(), Impl::described(font).get(), nullptr), pango_font_metrics_unref};
        known.rise = Rise{static_cast<double>(pango_font_metrics_get_ascent(metrics.get())) / PANGO_SCALE,
                          static_cast<double>(pango_font_metrics_get_descent(metrics.get())) / PANGO_SCALE};
    }
    return *known.rise;
}

double Typesetter::baseline_in(double height, Font const& font)
{
    // by the body of Chinese characters (0.88 em above the baseline, 0.12 below), not by a font's generous line height
    return height / 2 + font.points * 0.38;
}

std::string Typesetter::family_of(Font const& font)
{
    auto const layout = impl_->layout_of("国", font);
    auto const* runs = pango_layout_get_line_readonly(layout.get(), 0)->runs;
    if (!runs)
        return {};
    auto* const used = static_cast<PangoGlyphItem const*>(runs->data)->item->analysis.font;
    std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> const description{pango_font_describe(used),
                                                                                                   pango_font_description_free};
    auto const* family = pango_font_description_get_family(description.get());
    return family ? family : std::string{};
}

} // namespace taizhang::draw
