#include "draw/canvas.hpp"

#include "base/error.hpp"

#include <cairo/cairo.h>
#include <librsvg/rsvg.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <cstdlib>
#include <numbers>

namespace taizhang::draw {
namespace {

struct ObjectCloser {
    void operator()(gpointer object) const noexcept { g_object_unref(object); }
};
template <class T>
using Object = std::unique_ptr<T, ObjectCloser>;

void set_source(cairo_t* cr, Color c) { cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a); }

void path_of(cairo_t* cr, std::vector<Point> const& points)
{
    for (std::size_t i = 0; i < points.size(); ++i)
        i == 0 ? cairo_move_to(cr, points[i].x, points[i].y) : cairo_line_to(cr, points[i].x, points[i].y);
}

} // namespace

Color Color::hex(std::string_view text) noexcept
{
    if (text.size() != 7 || text.front() != '#')
        return {0, 0, 0};
    auto const part = [&](std::size_t at) {
        return static_cast<double>(std::strtol(std::string{text.substr(at, 2)}.c_str(), nullptr, 16)) / 255.0;
    };
    return {part(1), part(3), part(5)};
}

Font sans(double points, bool bold) { return {"Noto Sans CJK SC, WenQuanYi Micro Hei, sans-serif", points, bold}; }
Font serif(double points, bool bold)
{
    return {"FangSong, 仿宋_GB2312, 仿宋, Noto Serif CJK SC, Noto Sans CJK SC, serif", points, bold};
}

struct Canvas::Impl {
    cairo_t* cr;
    mutable Object<PangoFontMap> map;
    mutable Object<PangoContext> context; ///< made for the first text: it costs more than a whole tile of a map

    explicit Impl(cairo_t* c) : cr{cairo_reference(c)} {}
    void prepare_text() const
    {
        if (context)
            return;
        map.reset(pango_cairo_font_map_new());
        // one unit is one point, whatever the device's resolution: line breaks are the same on screen and paper
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map.get()), 72);
        context.reset(pango_font_map_create_context(map.get()));
        std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> const options{cairo_font_options_create(),
                                                                                                   cairo_font_options_destroy};
        cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
        pango_cairo_context_set_font_options(context.get(), options.get());
        pango_context_set_round_glyph_positions(context.get(), FALSE);
        pango_context_set_language(context.get(), pango_language_from_string("zh-cn"));
    }
    ~Impl() { cairo_destroy(cr); }
    Impl(Impl const&) = delete;
    Impl& operator=(Impl const&) = delete;

    [[nodiscard]] Object<PangoLayout> layout(std::string_view text, Font const& font, double width, Align align, double spacing,
                                             double indent) const
    {
        prepare_text();
        Object<PangoLayout> made{pango_layout_new(context.get())};
        std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> const description{
            pango_font_description_new(), pango_font_description_free};
        pango_font_description_set_family(description.get(), font.families.c_str());
        pango_font_description_set_size(description.get(), static_cast<int>(std::lround(font.points * PANGO_SCALE)));
        pango_font_description_set_weight(description.get(), font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(made.get(), description.get());
        pango_layout_set_text(made.get(), text.data(), static_cast<int>(text.size()));
        if (width > 0) {
            pango_layout_set_width(made.get(), static_cast<int>(width * PANGO_SCALE));
            pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
        }
        pango_layout_set_line_spacing(made.get(), static_cast<float>(spacing));
        pango_layout_set_indent(made.get(), static_cast<int>(indent * PANGO_SCALE));
        pango_layout_set_alignment(made.get(), align == Align::left     ? PANGO_ALIGN_LEFT
                                               : align == Align::centre ? PANGO_ALIGN_CENTER
                                                                        : PANGO_ALIGN_RIGHT);
        return made;
    }
};

Canvas::Canvas(cairo_t* borrowed) : impl_{std::make_unique<Impl>(borrowed)} {}
Canvas::~Canvas() = default;

cairo_t* Canvas::context() const noexcept { return impl_->cr; }
void Canvas::save() { cairo_save(impl_->cr); }
void Canvas::restore() { cairo_restore(impl_->cr); }
void Canvas::translate(double x, double y) { cairo_translate(impl_->cr, x, y); }
void Canvas::rotate(double radians) { cairo_rotate(impl_->cr, radians); }
void Canvas::scale(double factor) { cairo_scale(impl_->cr, factor, factor); }

void Canvas::rotate(double radians) { cairo_rotate(impl_->cr, radians); }

void Canvas::clip(double x, double y, double w, double h)
{
    cairo_rectangle(impl_->cr, x, y, w, h);
    cairo_clip(impl_->cr);
}

void Canvas::fill_page(Color c)
{
    set_source(impl_->cr, c);
    cairo_paint(impl_->cr);
}

void Canvas::fill_rect(double x, double y, double w, double h, Color c)
{
    set_source(impl_->cr, c);
    cairo_rectangle(impl_->cr, x, y, w, h);
    cairo_fill(impl_->cr);
}

void Canvas::stroke_rect(double x, double y, double w, double h, Color c, double width)
{
    set_source(impl_->cr, c);
    cairo_set_line_width(impl_->cr, width);
    cairo_rectangle(impl_->cr, x, y, w, h);
    cairo_stroke(impl_->cr);
}

void Canvas::line(Point a, Point b, Color c, double width) { polyline({a, b}, c, width); }

void Canvas::polyline(std::vector<Point> const& points, Color c, double width, std::vector<double> const& dashes)
{
    set_source(impl_->cr, c);
    cairo_set_line_width(impl_->cr, width);
    cairo_set_line_join(impl_->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(impl_->cr, dashes.data(), static_cast<int>(dashes.size()), 0);
    path_of(impl_->cr, points);
    cairo_stroke(impl_->cr);
    cairo_set_dash(impl_->cr, nullptr, 0, 0);
}

void Canvas::polygon(std::vector<std::vector<Point>> const& rings, Color fill, Color outline, double width)
{
    cairo_new_path(impl_->cr);
    for (auto const& ring : rings) {
        path_of(impl_->cr, ring);
        cairo_close_path(impl_->cr);
    }
    cairo_set_fill_rule(impl_->cr, CAIRO_FILL_RULE_EVEN_ODD);
    set_source(impl_->cr, fill);
    cairo_fill_preserve(impl_->cr);
    set_source(impl_->cr, outline);
    cairo_set_line_width(impl_->cr, width);
    cairo_stroke(impl_->cr);
}

void Canvas::rounded(double x, double y, double w, double h, double radius, Color fill, Color outline, double width)
{
    auto* const cr = impl_->cr;
    constexpr auto quarter = std::numbers::pi / 2;
    cairo_new_path(cr);
    cairo_arc(cr, x + w - radius, y + radius, radius, -quarter, 0);
    cairo_arc(cr, x + w - radius, y + h - radius, radius, 0, quarter);
    cairo_arc(cr, x + radius, y + h - radius, radius, quarter, 2 * quarter);
    cairo_arc(cr, x + radius, y + radius, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(cr);
    set_source(cr, fill);
    cairo_fill_preserve(cr);
    set_source(cr, outline);
    cairo_set_line_width(cr, width);
    cairo_stroke(cr);
}

void Canvas::circle(Point centre, double radius, Color fill, Color outline, double width)
{
    cairo_new_path(impl_->cr); // a text leaves a current point behind, which the arc would join
    cairo_arc(impl_->cr, centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
    set_source(impl_->cr, fill);
    cairo_fill_preserve(impl_->cr);
    set_source(impl_->cr, outline);
    cairo_set_line_width(impl_->cr, width);
    cairo_stroke(impl_->cr);
}

Canvas::Extent Canvas::measure(std::string_view text, Font const& font, double width) const
{
    auto const layout = impl_->layout(text, font, width, Align::left, 1, 0);
    PangoRectangle logical;
    pango_layout_get_extents(layout.get(), nullptr, &logical);
    return {static_cast<double>(logical.width) / PANGO_SCALE, static_cast<double>(logical.height) / PANGO_SCALE,
            pango_layout_get_line_count(layout.get())};
}

Canvas::Extent Canvas::text(double x, double y, std::string_view text, Font const& font, Color c, double width, Align align,
                            double line_spacing, double first_indent)
{
    auto const layout = impl_->layout(text, font, width, align, line_spacing, first_indent);
    PangoRectangle logical;
    pango_layout_get_extents(layout.get(), nullptr, &logical);
    auto const w = static_cast<double>(logical.width) / PANGO_SCALE, h = static_cast<double>(logical.height) / PANGO_SCALE;
    if (width <= 0)
        x -= align == Align::centre ? w / 2 : align == Align::right ? w : 0;
    set_source(impl_->cr, c);
    cairo_move_to(impl_->cr, x, y);
    pango_cairo_show_layout(impl_->cr, layout.get());
    cairo_new_path(impl_->cr);
    return {w, h, pango_layout_get_line_count(layout.get())};
}

void Canvas::halo_text(std::string_view text, Font const& font, Color c, Color halo, double halo_width)
{
    auto const layout = impl_->layout(text, font, 0, Align::left, 1, 0);
    PangoRectangle logical;
    pango_layout_get_extents(layout.get(), nullptr, &logical);
    cairo_new_path(impl_->cr);
    cairo_move_to(impl_->cr, -static_cast<double>(logical.width) / PANGO_SCALE / 2, -static_cast<double>(logical.height) / PANGO_SCALE / 2);
    if (halo_width > 0) {
        pango_cairo_layout_path(impl_->cr, layout.get());
        set_source(impl_->cr, halo);
        cairo_set_line_width(impl_->cr, halo_width);
        cairo_set_line_join(impl_->cr, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(impl_->cr);
        cairo_move_to(impl_->cr, -static_cast<double>(logical.width) / PANGO_SCALE / 2, -static_cast<double>(logical.height) / PANGO_SCALE / 2);
    }
    set_source(impl_->cr, c);
    pango_cairo_show_layout(impl_->cr, layout.get());
    cairo_new_path(impl_->cr);
}

void Canvas::svg(std::string_view document, double x, double y, double size)
{
    Object<RsvgHandle> const handle{
        rsvg_handle_new_from_data(reinterpret_cast<guint8 const*>(document.data()), document.size(), nullptr)};
    if (!handle)
        return;
    RsvgRectangle const box{x, y, size, size};
    rsvg_handle_render_document(handle.get(), impl_->cr, &box, nullptr);
}

} // namespace taizhang::draw
