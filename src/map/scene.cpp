#include "map/scene.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace taizhang::map {
namespace {

constexpr std::size_t most_boxes = 400; // beyond that all tiles are drawn anew

std::vector<std::uint64_t> codes_of(Things const& things, std::vector<Row> const& rows)
{
    std::vector<std::uint64_t> codes;
    for (auto const row : rows)
        if (things.places[row] != Things::nowhere && (things.places[row] & Things::in_outlines) == 0)
            codes.push_back(things.points.codes[things.places[row]]);
    std::ranges::sort(codes);
    return codes;
}

void add_box(Difference& difference, Things const& things, Row row)
{
    if (difference.boxes.size() >= most_boxes)
        difference.all = true;
    else if (auto const box = things.box_of(row))
        difference.boxes.push_back(*box);
}

} // namespace

std::optional<geo::Box> Scene::bounds() const noexcept
{
    auto const box = things_->bounds();
    if (!box)
        return std::nullopt;
    auto const a = geo::from_world({box->west, box->south}), b = geo::from_world({box->east, box->north});
    return geo::Box{a.lon_degrees(), a.lat_degrees(), b.lon_degrees(), b.lat_degrees()};
}

std::string Scene::uid(Row row) const { return is_asset(row) ? list_->uid(row) : (*communities_)[row - list_->size()].uid; }

domain::Community const* Scene::community(Row row) const noexcept
{
    return is_asset(row) || row - list_->size() >= communities_->size() ? nullptr : &(*communities_)[row - list_->size()];
}

domain::AssetClass const* Scene::class_of(Row row) const noexcept
{
    auto const n = things_->symbols[row];
    return n < catalog_->classes().size() ? &catalog_->classes()[n] : nullptr;
}

std::string_view Scene::name(Row row) const noexcept
{
    if (auto const* of = community(row))
        return of->name;
    return list_->name(row).empty() ? std::string_view{list_->road(row)} : list_->name(row);
}

std::string_view Scene::code_or_name(Row row) const noexcept
{
    if (!is_asset(row))
        return name(row);
    return list_->code(row).empty() ? list_->name(row) : list_->code(row);
}

std::vector<Row> Scene::rows_of(std::vector<std::string> const& uids) const
{
    if (uids.empty())
        return {};
    auto rows = list_->indexes_of(uids);
    for (std::size_t i = 0; i < communities_->size(); ++i)
        if (std::ranges::find(uids, (*communities_)[i].uid) != uids.end())
            rows.push_back(static_cast<Row>(list_->size() + i));
    return rows;
}

void Scene::select(std::vector<Row> rows, std::vector<std::uint8_t>& looks)
{
    for (auto const row : selected_)
        if (row < looks.size())
            looks[row] &= static_cast<std::uint8_t>(~Look::selected_bit);
    selected_ = std::move(rows);
    for (auto const row : selected_)
        looks[row] |= Look::selected_bit;
    selected_codes_ = codes_of(*things_, selected_);
}

Scene::Shared Scene::with_selection(std::vector<std::string> const& uids, Difference& difference) const
{
    auto made = std::make_shared<Scene>(*this);
    auto looks = std::make_shared<std::vector<std::uint8_t>>(*looks_);
    auto rows = rows_of(uids);
    for (auto const row : selected_)
        if (!std::ranges::binary_search(rows, row))
            add_box(difference, *things_, row);
    for (auto const row : rows)
        if (!std::ranges::binary_search(selected_, row))
            add_box(difference, *things_, row);
    made->select(std::move(rows), *looks);
    made->looks_ = std::move(looks);
    return made;
}

void Scene::apply_filter(std::vector<std::uint8_t>& looks)
{
    std::array<bool, 256> hidden{};
    for (std::size_t i = 0; i < catalog_->classes().size() && i < hidden.size(); ++i)
        hidden[i] = std::ranges::find(filter_.hidden_classes, catalog_->classes()[i].key) != filter_.hidden_classes.end();
    for (Row row = 0; row < looks.size(); ++row) {
        bool const out = hidden[things_->symbols[row]] || (filter_.only_open && (looks[row] & Look::mark_bits) == 0) ||
                         (filter_.rows && (row >= filter_.rows->size() || !(*filter_.rows)[row]));
        looks[row] = static_cast<std::uint8_t>(out ? looks[row] | Look::hidden_bit : looks[row] & ~Look::hidden_bit);
    }
    shown_points_.reset();
    if (!filter_.is_set())
        return;
    auto shown = std::make_shared<Points>();
    auto const& all = things_->points;
    for (std::size_t i = 0; i < all.rows.size(); ++i)
        if ((looks[all.rows[i]] & Look::hidden_bit) == 0) {
            shown->codes.push_back(all.codes[i]);
            shown->rows.push_back(all.rows[i]);
        }
    shown->tree = PackedTree{static_cast<PackedTree::Index>(shown->rows.size()), [&](auto i) { return geo::WorldBox::of(shown->at(i)); },
                             [&](auto i) { return things_->symbols[shown->rows[i]]; }};
    shown_points_ = std::move(shown);
}

Scene::Shared Scene::with_filter(Filter filter, Difference& difference) const
{
    if (filter.only_open != filter_.only_open || filter.rows != filter_.rows)
        difference.all = true;
    for (std::size_t i = 0; i < catalog_->classes().size(); ++i) {
        auto const hidden = [&](Filter const& f) {
            return std::ranges::find(f.hidden_classes, catalog_->classes()[i].key) != f.hidden_classes.end();
        };
        if (hidden(filter) != hidden(filter_))
            difference.classes |= PackedTree::bit(static_cast<unsigned>(i));
    }
    auto made = std::make_shared<Scene>(*this);
    made->filter_ = std::move(filter);
    auto looks = std::make_shared<std::vector<std::uint8_t>>(*looks_);
    made->apply_filter(*looks);
    made->looks_ = std::move(looks);
    return made;
}

Scene::Shared Scene::with_theme(std::shared_ptr<Theme const> theme) const
{
    auto made = std::make_shared<Scene>(*this);
    made->theme_ = std::move(theme);
    return made;
}

Scene::Shared Scene::renewed(Shared const& fresh, Difference& difference) const
{
    auto made = std::make_shared<Scene>(*fresh);
    std::vector<std::string> uids;
    for (auto const row : selected_)
        uids.push_back(uid(row));
    auto looks = std::make_shared<std::vector<std::uint8_t>>(*fresh->looks_);
    made->selected_.clear();
    made->select(made->rows_of(uids), *looks);
    made->filter_ = filter_;
    made->filter_.rows.reset(); // it counted the rows of before
    made->apply_filter(*looks);
    made->looks_ = std::move(looks);
    // rows are in the order of entry: up to the first that came or went they are the same things
    auto const end_old = things_->rows(), end_new = made->things_->rows();
    auto const same_length = list_->size() == fresh->list_->size() && end_old == end_new; // then the communities align as well
    auto const common = same_length ? end_old : std::min(list_->size(), fresh->list_->size());
    auto const same_place = [&](Row row) { return things_->same_shape(row, *made->things_); };
    if (communities_->size() != fresh->communities_->size() || filter_.rows)
        difference.all = true;
    for (Row row = 0; row < common && !difference.all; ++row) {
        bool const other_thing = uid(row) != fresh->uid(row);
        if (other_thing && !same_length)
            difference.all = true; // one in the middle went: every later row is another
        else if (other_thing || (*looks_)[row] != (*made->looks_)[row] || things_->symbols[row] != made->things_->symbols[row] ||
                 !same_place(row) || code_or_name(row) != fresh->code_or_name(row) || name(row) != fresh->name(row)) {
            add_box(difference, *things_, row);
            add_box(difference, *made->things_, row);
        }
    }
    for (auto row = static_cast<Row>(common); row < end_old && !difference.all; ++row)
        add_box(difference, *things_, row);
    for (auto row = static_cast<Row>(common); row < end_new && !difference.all; ++row)
        add_box(difference, *made->things_, row);
    made->theme_.reset();
    if (theme_)
        difference.all = true; // it counted the rows of before, too
    return made;
}

} // namespace taizhang::map
