#include "base/error.hpp"
#include "base/platform.hpp"
#include "base/text.hpp"
#include "draw/canvas.hpp"

#include <cairo/cairo-pdf.h>
#include <cairo/cairo-svg.h>
#include <cairo/cairo.h>
#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace taizhang::draw {
namespace {

struct SurfaceCloser {
    void operator()(cairo_surface_t* s) const noexcept { cairo_surface_destroy(s); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceCloser>;

struct ContextCloser {
    void operator()(cairo_t* c) const noexcept { cairo_destroy(c); }
};
using Context = std::unique_ptr<cairo_t, ContextCloser>;

/// Cairo writes into memory; the file appears whole or not at all.
cairo_status_t append(void* to, unsigned char const* data, unsigned size)
{
    static_cast<std::string*>(to)->append(reinterpret_cast<char const*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

void expect_success(cairo_surface_t* surface, std::filesystem::path const& path)
{
    if (auto const status = cairo_surface_status(surface); status != CAIRO_STATUS_SUCCESS)
        throw Error{Error::Kind::io, tr("The picture could not be drawn: {0}", cairo_status_to_string(status)), Text::verbatim(path.string())};
}

/// 12.5 with a point, whatever the locale.
std::string fixed(double value) { return decimal(value, 3); }

/// What PdfFile and SvgFile share.
struct FileBase {
    std::filesystem::path path;
    std::string data{};
    Surface surface{};
    Context context{};
    std::unique_ptr<Canvas> canvas{};

    void start(cairo_surface_t* made)
    {
        surface.reset(made);
        expect_success(made, path);
        context.reset(cairo_create(made));
        canvas = std::make_unique<Canvas>(context.get());
    }
    void end()
    {
        canvas.reset();
        context.reset();
        cairo_surface_finish(surface.get());
        expect_success(surface.get(), path);
    }
    void finish()
    {
        end();
        platform::write_file_atomically(path, data);
    }
};

} // namespace

struct PdfFile::Impl : FileBase {
    std::vector<int> outline; ///< the newest entry of each level
};
struct SvgFile::Impl : FileBase {};
struct Image::Impl {
    Surface surface;
    Context context;
    Canvas canvas;
    int width, height;
};

PdfFile::PdfFile(std::filesystem::path path, double width, double height, std::string const& title) : impl_{new Impl{{std::move(path)}, {}}}
{
    impl_->start(cairo_pdf_surface_create_for_stream(append, &impl_->data, width, height));
    cairo_pdf_surface_set_metadata(impl_->surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
}
PdfFile::~PdfFile() = default;
Canvas& PdfFile::canvas() noexcept { return *impl_->canvas; }
void PdfFile::next_page() { cairo_show_page(impl_->context.get()); }
void PdfFile::page_size(double width, double height) { cairo_pdf_surface_set_size(impl_->surface.get(), width, height); }

void PdfFile::describe(std::string const& author, std::string const& subject, std::string const& keywords, std::string const& created)
{
    auto* const surface = impl_->surface.get();
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, keywords.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Taizhang");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
}

void PdfFile::bookmark(std::string const& words, int page, int level)
{
    auto& outline = impl_->outline;
    auto const depth = std::min(static_cast<std::size_t>(level), outline.size());
    outline.resize(depth);
    auto const parent = outline.empty() ? CAIRO_PDF_OUTLINE_ROOT : outline.back();
    outline.push_back(cairo_pdf_surface_add_outline(impl_->surface.get(), parent, words.c_str(),
                                                    ("page=" + std::to_string(page + 1)).c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN));
}

void PdfFile::anchor(std::string const& name, double x, double y)
{
    auto* const cr = impl_->context.get();
    cairo_tag_begin(cr, CAIRO_TAG_DEST, ("name='" + name + "' x=" + fixed(x) + " y=" + fixed(y)).c_str());
    cairo_tag_end(cr, CAIRO_TAG_DEST);
}

void PdfFile::link(std::string const& anchor_name, double x, double y, double w, double h)
{
    auto* const cr = impl_->context.get();
    cairo_tag_begin(cr, CAIRO_TAG_LINK, ("rect=[" + fixed(x) + ' ' + fixed(y) + ' ' + fixed(w) + ' ' + fixed(h) + "] dest='" + anchor_name + "'").c_str());
    cairo_tag_end(cr, CAIRO_TAG_LINK);
}

void PdfFile::finish() { impl_->finish(); }

std::string PdfFile::finish_in_memory()
{
    impl_->end();
    return std::move(impl_->data);
}

SvgFile::SvgFile(std::filesystem::path path, double width, double height) : impl_{new Impl{{std::move(path)}}}
{
    impl_->start(cairo_svg_surface_create_for_stream(append, &impl_->data, width, height));
}
SvgFile::~SvgFile() = default;
Canvas& SvgFile::canvas() noexcept { return *impl_->canvas; }
void SvgFile::finish() { impl_->finish(); }

Image::Image(int width, int height, double scale)
{
    auto const w = static_cast<int>(width * scale), h = static_cast<int>(height * scale);
    Surface surface{cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, h)};
    expect_success(surface.get(), {});
    cairo_surface_set_device_scale(surface.get(), scale, scale);
    Context context{cairo_create(surface.get())};
    auto* const cr = context.get();
    impl_.reset(new Impl{std::move(surface), std::move(context), Canvas{cr}, w, h});
}
Image::~Image() = default;
Image::Image(Image&&) noexcept = default;
Image& Image::operator=(Image&&) noexcept = default;
Canvas& Image::canvas() noexcept { return impl_->canvas; }
int Image::width() const noexcept { return impl_->width; }
int Image::height() const noexcept { return impl_->height; }

std::uint32_t* Image::pixels() noexcept
{
    cairo_surface_flush(impl_->surface.get());
    return reinterpret_cast<std::uint32_t*>(cairo_image_surface_get_data(impl_->surface.get()));
}

// ARGB32 rows are never padded: a pixel is as long as Cairo's alignment
std::uint32_t const* Image::pixels() const noexcept { return const_cast<Image*>(this)->pixels(); }
void Image::touched() noexcept { cairo_surface_mark_dirty(impl_->surface.get()); }

void Canvas::picture(Image const& image, double x, double y, double factor)
{
    auto* const cr = context();
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, factor, factor);
    double own_x = 1, own_y = 1;
    cairo_surface_get_device_scale(image.impl_->surface.get(), &own_x, &own_y);
    cairo_scale(cr, own_x, own_y);
    cairo_set_source_surface(cr, image.impl_->surface.get(), 0, 0);
    double dx = 1 / own_x, dy = 0, device_x = 1, device_y = 1;
    cairo_user_to_device_distance(cr, &dx, &dy);
    cairo_surface_get_device_scale(cairo_get_target(cr), &device_x, &device_y);
    auto const one_to_one = std::abs(dx * device_x - 1) < 1e-6;
    cairo_pattern_set_filter(cairo_get_source(cr), one_to_one ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR);
    cairo_rectangle(cr, 0, 0, image.width() / own_x, image.height() / own_y);
    cairo_fill(cr);
    cairo_restore(cr);
}

std::uint32_t Image::pixel(int x, int y) const noexcept
{
    auto* const surface = impl_->surface.get();
    cairo_surface_flush(surface);
    auto const* row = cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
    return reinterpret_cast<std::uint32_t const*>(row)[x];
}

void Image::write_png(std::filesystem::path const& path)
{
    std::string data;
    if (auto const status = cairo_surface_write_to_png_stream(impl_->surface.get(), append, &data); status != CAIRO_STATUS_SUCCESS)
        throw Error{Error::Kind::io, tr("The picture could not be drawn: {0}", cairo_status_to_string(status)), Text::verbatim(path.string())};
    platform::write_file_atomically(path, data);
}

std::string missing_characters(std::string_view text)
{
    FcConfig* const config = FcInitLoadConfigAndFonts();
    std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> const all{FcPatternCreate(), FcPatternDestroy};
    std::unique_ptr<FcObjectSet, decltype(&FcObjectSetDestroy)> const wanted{FcObjectSetBuild(FC_CHARSET, nullptr), FcObjectSetDestroy};
    std::unique_ptr<FcFontSet, decltype(&FcFontSetDestroy)> const fonts{FcFontList(config, all.get(), wanted.get()), FcFontSetDestroy};
    std::string missing;
    std::set<FcChar32> seen;
    for (std::size_t at = 0; at < text.size();) {
        FcChar32 c = 0;
        auto const n = FcUtf8ToUcs4(reinterpret_cast<FcChar8 const*>(text.data() + at), &c, static_cast<int>(text.size() - at));
        if (n <= 0)
            break;
        if (c > 0x20 && seen.insert(c).second) {
            bool found = false;
            for (int i = 0; !found && i < fonts->nfont; ++i) {
                FcCharSet* set = nullptr;
                found = FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &set) == FcResultMatch && FcCharSetHasChar(set, c) == FcTrue;
            }
            if (!found)
                missing.append(text.substr(at, static_cast<std::size_t>(n)));
        }
        at += static_cast<std::size_t>(n);
    }
    FcConfigDestroy(config);
    return missing;
}

void require_chinese_font()
{
    static bool const there = missing_characters("台账维修路灯").empty();
    if (!there)
        throw Error{Error::Kind::refused, tr("No Chinese font is installed, so nothing was written."), {},
                    tr("Install the package fonts-noto-cjk.")};
}

} // namespace taizhang::draw
