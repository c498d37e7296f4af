#include "geo/crs.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <proj.h>

#include <array>
#include <cmath>
#include <numbers>

namespace taizhang::geo {
namespace {

constexpr double pi = std::numbers::pi;
using XY = Crs::XY;

/// The public GCJ-02 forward model (a re-published approximation: DOMAIN 6.2). Its ellipsoid is Krasovsky's.
XY gcj02_from_wgs(double lon, double lat)
{
    constexpr double a = 6378245.0, ee = 0.00669342162296594323;
    auto const x = lon - 105.0, y = lat - 35.0;
    auto const waves = (20 * std::sin(6 * x * pi) + 20 * std::sin(2 * x * pi)) * 2 / 3;
    double dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + waves;
    dlat += (20 * std::sin(y * pi) + 40 * std::sin(y / 3 * pi)) * 2 / 3;
    dlat += (160 * std::sin(y / 12 * pi) + 320 * std::sin(y * pi / 30)) * 2 / 3;
    double dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + waves;
    dlon += (20 * std::sin(x * pi) + 40 * std::sin(x / 3 * pi)) * 2 / 3;
    dlon += (150 * std::sin(x / 12 * pi) + 300 * std::sin(x / 30 * pi)) * 2 / 3;
    auto const rad = lat / 180 * pi;
    auto const magic = 1 - ee * std::sin(rad) * std::sin(rad);
    dlat = dlat * 180 / (a * (1 - ee) / (magic * std::sqrt(magic)) * pi);
    dlon = dlon * 180 / (a / std::sqrt(magic) * std::cos(rad) * pi);
    return {lon + dlon, lat + dlat};
}

XY bd09_from_wgs(double lon, double lat)
{
    constexpr double x_pi = pi * 3000 / 180;
    auto const g = gcj02_from_wgs(lon, lat);
    auto const z = std::hypot(g.x, g.y) + 0.00002 * std::sin(g.y * x_pi);
    auto const theta = std::atan2(g.y, g.x) + 0.000003 * std::cos(g.x * x_pi);
    return {z * std::cos(theta) + 0.0065, z * std::sin(theta) + 0.006};
}

/// Undoes a forward model by fixed-point steps; a few reach far below the 0.5 m that is asked for.
template <class Forward>
XY inverse(Forward forward, double x, double y)
{
    XY guess{x, y};
    for (int i = 0; i < 12; ++i) {
        auto const there = forward(guess.x, guess.y);
        guess = {guess.x + x - there.x, guess.y + y - there.y};
    }
    return guess;
}

struct ContextCloser {
    void operator()(PJ_CONTEXT* c) const noexcept { proj_context_destroy(c); }
};
struct PjCloser {
    void operator()(PJ* p) const noexcept { proj_destroy(p); }
};

[[noreturn]] void unknown(std::string_view name)
{
    throw Error{Error::Kind::invalid_input, tr("The coordinate system “{0}” is not known.", name), {},
                tr("Use EPSG:4547, EPSG:4490, gcj02 or bd09, for example.")};
}

} // namespace

struct Crs::Impl {
    enum class Model { ledger, proj, gcj02, bd09 };
    std::string name;
    Model model = Model::ledger;
    std::unique_ptr<PJ_CONTEXT, ContextCloser> context{};
    std::unique_ptr<PJ, PjCloser> transform{}; ///< forward = to the ledger's system
};

Crs::Crs(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Crs::Crs(Crs&&) noexcept = default;
Crs& Crs::operator=(Crs&&) noexcept = default;
Crs::~Crs() = default;

Crs Crs::named(std::string_view given)
{
    auto const name = std::string{trimmed(given)};
    auto const key = folded(name);
    auto impl = std::make_unique<Impl>();
    impl->name = name;
    if (key == "gcj02" || key == "gcj-02")
        impl->model = Impl::Model::gcj02;
    else if (key == "bd09" || key == "bd-09")
        impl->model = Impl::Model::bd09;
    else if (key != "epsg:4490" && key != "epsg:4326" && key != "wgs84") {
        impl->model = Impl::Model::proj;
        impl->context.reset(proj_context_create());
        proj_log_level(impl->context.get(), PJ_LOG_NONE);
        std::unique_ptr<PJ, PjCloser> const raw{
            name.empty() ? nullptr : proj_create_crs_to_crs(impl->context.get(), name.c_str(), "EPSG:4490", nullptr)};
        if (!raw)
            unknown(name);
        impl->transform.reset(proj_normalize_for_visualization(impl->context.get(), raw.get()));
        if (!impl->transform)
            unknown(name);
    }
    return Crs{std::move(impl)};
}

Crs Crs::clone() const { return named(impl_->name); }
std::string const& Crs::name() const noexcept { return impl_->name; }
bool Crs::is_ledger_system() const noexcept { return impl_->model == Impl::Model::ledger; }

std::optional<Position> Crs::to_ledger(double x, double y) const
{
    switch (impl_->model) {
    case Impl::Model::ledger: return Position::from_degrees(x, y);
    case Impl::Model::gcj02:
    case Impl::Model::bd09: {
        if (!Position::from_degrees(x, y))
            return std::nullopt;
        auto const p = impl_->model == Impl::Model::gcj02 ? inverse(gcj02_from_wgs, x, y) : inverse(bd09_from_wgs, x, y);
        return Position::from_degrees(p.x, p.y);
    }
    case Impl::Model::proj: break;
    }
    auto const out = proj_trans(impl_->transform.get(), PJ_FWD, proj_coord(x, y, 0, 0));
    return Position::from_degrees(out.xy.x, out.xy.y); // infinite where PROJ failed
}

std::optional<Crs::XY> Crs::from_ledger(Position p) const
{
    auto const lon = p.lon_degrees(), lat = p.lat_degrees();
    switch (impl_->model) {
    case Impl::Model::ledger: return XY{lon, lat};
    case Impl::Model::gcj02: return gcj02_from_wgs(lon, lat);
    case Impl::Model::bd09: return bd09_from_wgs(lon, lat);
    case Impl::Model::proj: break;
    }
    auto const out = proj_trans(impl_->transform.get(), PJ_INV, proj_coord(lon, lat, 0, 0));
    if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y))
        return std::nullopt;
    return XY{out.xy.x, out.xy.y};
}

} // namespace taizhang::geo
