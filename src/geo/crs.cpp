#include "geo/crs.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/china_shift.hpp"

#include <proj.h>

#include <cmath>

namespace taizhang::geo {
namespace {

using XY = Crs::XY;

XY xy_of(Shifted s) noexcept { return {s.lon, s.lat}; }

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
    case Impl::Model::gcj02: return from_gcj02(x, y);
    case Impl::Model::bd09: return from_bd09(x, y);
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
    case Impl::Model::gcj02: return xy_of(gcj02_of(p));
    case Impl::Model::bd09: return xy_of(bd09_of(p));
    case Impl::Model::proj: break;
    }
    auto const out = proj_trans(impl_->transform.get(), PJ_INV, proj_coord(lon, lat, 0, 0));
    if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y))
        return std::nullopt;
    return XY{out.xy.x, out.xy.y};
}

} // namespace taizhang::geo
