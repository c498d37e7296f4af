#include "draw/picture.hpp"

#include "base/error.hpp"
#include "draw/canvas.hpp"

#include <algorithm>
#include <memory>

#include <cairo/cairo.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

namespace taizhang::draw {
namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
using Pixbuf = std::unique_ptr<GdkPixbuf, Unref>;
using Loader = std::unique_ptr<GdkPixbufLoader, Unref>;

struct Wanted {
    int longest_side = 0;
    int width = 0, height = 0; ///< of the original
};

extern "C" void size_known(GdkPixbufLoader* loader, int width, int height, gpointer data)
{
    auto& wanted = *static_cast<Wanted*>(data);
    wanted.width = width;
    wanted.height = height;
    if (static_cast<long>(width) * height > largest_pixels) {
        gdk_pixbuf_loader_set_size(loader, 1, 1);
        return;
    }
    auto const longest = std::max(width, height);
    if (longest > wanted.longest_side && longest > 0)
        gdk_pixbuf_loader_set_size(loader, std::max(1, width * wanted.longest_side / longest), std::max(1, height * wanted.longest_side / longest));
}

[[noreturn]] void damaged(std::string const& engine_words)
{
    throw Error{Error::Kind::invalid_input, tr("The picture is damaged or of a kind that cannot be shown ({0}).", engine_words), {},
                tr("Open it in a picture program and save it as JPEG.")};
}

Pixbuf decoded(std::string const& data, Wanted& wanted)
{
    Loader const loader{gdk_pixbuf_loader_new()};
    g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(size_known), &wanted);
    GError* error = nullptr;
    constexpr std::size_t step = 1 << 16;
    auto const too_many = [&] { return static_cast<long>(wanted.width) * wanted.height > largest_pixels; };
    bool good = true;
    // in parts, so that a picture with too many pixels is not decoded at all
    for (std::size_t at = 0; good && at < data.size() && !too_many(); at += step)
        good = gdk_pixbuf_loader_write(loader.get(), reinterpret_cast<guchar const*>(data.data() + at), std::min(step, data.size() - at), &error);
    GError* close_error = nullptr;
    bool const closed = gdk_pixbuf_loader_close(loader.get(), error || too_many() ? nullptr : &close_error);
    std::unique_ptr<GError, decltype(&g_error_free)> const first{error ? error : close_error, &g_error_free};
    if (too_many())
        throw Error{Error::Kind::invalid_input,
                    tr("The picture has {0} megapixels; at most {1} can be shown.", static_cast<long>(wanted.width) * wanted.height / 1'000'000,
                       largest_pixels / 1'000'000),
                    {}, tr("Save it smaller and attach that.")};
    auto* const pixels = gdk_pixbuf_loader_get_pixbuf(loader.get());
    if (!good || !closed || !pixels)
        damaged(first ? first->message : "");
    return Pixbuf{static_cast<GdkPixbuf*>(g_object_ref(pixels))};
}

Pixbuf upright(Pixbuf pixels, int orientation)
{
    auto const turned = [&](GdkPixbufRotation how) { pixels.reset(gdk_pixbuf_rotate_simple(pixels.get(), how)); };
    auto const flipped = [&](bool sideways) { pixels.reset(gdk_pixbuf_flip(pixels.get(), sideways)); };
    switch (orientation) {
    case 2: flipped(true); break;
    case 3: turned(GDK_PIXBUF_ROTATE_UPSIDEDOWN); break;
    case 4: flipped(false); break;
    case 5: turned(GDK_PIXBUF_ROTATE_CLOCKWISE); flipped(true); break;
    case 6: turned(GDK_PIXBUF_ROTATE_CLOCKWISE); break;
    case 7: turned(GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE); flipped(true); break;
    case 8: turned(GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE); break;
    default: break;
    }
    return pixels;
}

} // namespace

SmallPicture small_picture(std::string const& data, int orientation, int longest_side)
{
    Wanted wanted{longest_side};
    auto const pixels = upright(decoded(data, wanted), orientation);
    gchar* buffer = nullptr;
    gsize size = 0;
    GError* error = nullptr;
    if (!gdk_pixbuf_save_to_buffer(pixels.get(), &buffer, &size, "jpeg", &error, "quality", "82", nullptr)) {
        std::unique_ptr<GError, decltype(&g_error_free)> const gone{error, &g_error_free};
        damaged(gone ? gone->message : "");
    }
    std::unique_ptr<gchar, decltype(&g_free)> const held{buffer, &g_free};
    return {wanted.width, wanted.height, std::string{buffer, size}};
}

void draw_picture(Canvas& canvas, std::string const& data, double x, double y, double w, double h)
{
    Wanted wanted{2000};
    Pixbuf pixels;
    try {
        pixels = decoded(data, wanted);
    } catch (Error const&) {
        return;
    }
    auto const width = gdk_pixbuf_get_width(pixels.get()), height = gdk_pixbuf_get_height(pixels.get());
    auto const channels = gdk_pixbuf_get_n_channels(pixels.get()), stride = gdk_pixbuf_get_rowstride(pixels.get());
    auto* const surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    auto const* from = gdk_pixbuf_read_pixels(pixels.get());
    auto* const to = cairo_image_surface_get_data(surface);
    auto const to_stride = cairo_image_surface_get_stride(surface);
    for (int row = 0; row < height; ++row)
        for (int column = 0; column < width; ++column) {
            auto const* const p = from + row * stride + column * channels;
            auto* const q = to + row * to_stride + column * 4;
            q[0] = p[2];
            q[1] = p[1];
            q[2] = p[0];
            q[3] = 255;
        }
    cairo_surface_mark_dirty(surface);
    auto const factor = std::min(w / width, h / height);
    auto* const context = canvas.context();
    cairo_save(context);
    cairo_translate(context, x + (w - width * factor) / 2, y + (h - height * factor) / 2);
    cairo_scale(context, factor, factor);
    cairo_set_source_surface(context, surface, 0, 0);
    cairo_paint(context);
    cairo_restore(context);
    cairo_surface_destroy(surface);
}

} // namespace taizhang::draw
