#include "geo/index.hpp"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <iterator>
#include <utility>

namespace taizhang::geo {
namespace {

namespace bg = boost::geometry;
using Point = bg::model::point<double, 2, bg::cs::cartesian>;
using Area = bg::model::box<Point>;
using Entry = std::pair<Area, std::uint32_t>;

Area area_of(Box const& box) { return {Point{box.west, box.south}, Point{box.east, box.north}}; }

std::vector<Entry> entries_of(std::vector<BoxIndex::Item> const& items)
{
    std::vector<Entry> entries;
    entries.reserve(items.size());
    for (auto const& item : items)
        entries.emplace_back(area_of(item.box), item.index);
    return entries;
}

} // namespace

struct BoxIndex::Impl {
    bg::index::rtree<Entry, bg::index::quadratic<16>> tree;
};

BoxIndex::BoxIndex(std::vector<Item> const& items)
    : impl_{std::make_unique<Impl>(Impl{decltype(Impl::tree){entries_of(items)}})}
{}
BoxIndex::BoxIndex(BoxIndex&&) noexcept = default;
BoxIndex& BoxIndex::operator=(BoxIndex&&) noexcept = default;
BoxIndex::~BoxIndex() = default;

std::vector<std::uint32_t> BoxIndex::touching(Box const& box) const
{
    std::vector<std::uint32_t> found;
    for (auto it = impl_->tree.qbegin(bg::index::intersects(area_of(box))); it != impl_->tree.qend(); ++it)
        found.push_back(it->second);
    return found;
}

} // namespace taizhang::geo
