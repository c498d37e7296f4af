#include "exchange/point_columns.hpp"

#include "geo/coordinate_text.hpp"

#include <algorithm>
#include <array>

namespace taizhang::exchange {
namespace {

using app::SourceRow;

struct Names {
    std::span<char const* const> x, y;
};
// whole names, folded; degrees before numbers of a map projection, since many files carry both
constexpr std::array lon_names{"经度", "經度", "lon", "lng", "long", "longitude", "经度坐标", "pointx", "gislon", "wgs84lon"};
constexpr std::array lat_names{"纬度", "緯度", "lat", "latitude", "纬度坐标", "pointy", "gislat", "wgs84lat"};
constexpr std::array x_names{"x", "x坐标", "坐标x", "东坐标", "横坐标", "easting", "eastings", "xcoord", "xcoordinate", "东向坐标"};
constexpr std::array y_names{"y", "y坐标", "坐标y", "北坐标", "纵坐标", "northing", "northings", "ycoord", "ycoordinate", "北向坐标"};
constexpr std::array pair_names{"latlon", "latlng", "location", "坐标", "位置坐标", "经纬度", "经纬度坐标", "geolocation", "xycoords", "坐标位置", "lonlat", "coordinates", "gps"};
// parts that only a coordinate's name has
constexpr std::array lon_parts{"经度", "經度", "longit", "longtit"};
constexpr std::array lat_parts{"纬度", "緯度", "latit"};

int whole_name(std::vector<std::string> const& headers, std::span<char const* const> names)
{
    for (auto const* name : names)
        for (std::size_t i = 0; i < headers.size(); ++i)
            if (folded_header(headers[i]) == name)
                return static_cast<int>(i);
    return -1;
}

int name_part(std::vector<std::string> const& headers, std::span<char const* const> parts)
{
    for (std::size_t i = 0; i < headers.size(); ++i)
        if (std::ranges::any_of(parts, [header = folded_header(headers[i])](char const* part) { return header.find(part) != std::string::npos; }))
            return static_cast<int>(i);
    return -1;
}

int given_name(std::vector<std::string> const& headers, std::string const& wanted)
{
    for (std::size_t i = 0; i < headers.size(); ++i)
        if (headers[i] == wanted || folded_header(headers[i]) == folded_header(wanted))
            return static_cast<int>(i);
    throw Error{Error::Kind::invalid_input, tr("The file has no column “{0}”.", wanted), {}, tr("It has: {0}.", joined(headers, ", "))};
}

/// Nothing, or a mark that stands for nothing.
bool says_nothing(std::string_view text)
{
    return text.empty() || text == "/" || text == "-" || text == "—" || text == "无" || text == "NA" || text == "N/A" || text == "null" || text == "NULL";
}

} // namespace

PointColumns::PointColumns(std::vector<std::string> const& headers, app::ReadOptions const& options)
{
    if (!options.x_column.empty() && !options.y_column.empty()) {
        x_ = given_name(headers, options.x_column);
        y_ = given_name(headers, options.y_column);
        if (x_ == y_) {
            pair_ = x_;
            x_ = y_ = -1;
        }
        return;
    }
    for (auto const& [x, y] : {Names{lon_names, lat_names}, Names{x_names, y_names}}) {
        x_ = whole_name(headers, x);
        y_ = whole_name(headers, y);
        if (x_ >= 0 && y_ >= 0)
            return;
    }
    x_ = name_part(headers, lon_parts);
    y_ = name_part(headers, lat_parts);
    if (x_ >= 0 && y_ >= 0 && x_ != y_)
        return;
    x_ = y_ = -1;
    pair_ = whole_name(headers, pair_names);
    if (pair_ >= 0) // "lat,lon" is how such columns are written, unless they say otherwise
        northing_first_ = folded_header(headers[static_cast<std::size_t>(pair_)]) != "lonlat";
}

std::optional<PointColumns::Numbers> PointColumns::numbers_of(std::vector<std::string> const& cells) const
{
    auto const cell = [&](int i) -> std::string_view {
        return static_cast<std::size_t>(i) < cells.size() ? trimmed(cells[static_cast<std::size_t>(i)]) : std::string_view{};
    };
    if (pair_ >= 0) {
        if (says_nothing(cell(pair_)))
            return std::nullopt;
        Numbers out{std::string{cell(pair_)}, {}, {}, {}};
        if (auto const pair = geo::coordinate_pair_in(cell(pair_))) {
            out.first = pair->first;
            out.second = pair->second;
            if (auto const parts = split(replaced(cell(pair_), "，", ","), ','); parts.size() == 2) {
                out.x = trimmed(parts[0]);
                out.y = trimmed(parts[1]);
            }
        }
        return out;
    }
    auto const x = cell(x_), y = cell(y_);
    if (says_nothing(x) && says_nothing(y))
        return std::nullopt;
    return Numbers{std::string{x}, std::string{y}, geo::coordinate_in(x), geo::coordinate_in(y)};
}

void PointColumns::judge(std::span<std::vector<std::string> const> samples, app::ReadOptions const& options, app::FileReading& reading)
{
    std::vector<geo::RawPair> pairs;
    for (auto const& cells : samples)
        if (auto const n = numbers_of(cells); n && n->first && n->second)
            pairs.push_back({*n->first, *n->second});
    auto expected = options.expected;
    expected.first_is_northing = northing_first_;
    expected.system = options.crs;
    if (!options.crs.empty())
        (void)geo::Crs::named(options.crs); // an unknown one is refused even when there is nothing to judge
    reading.beliefs = geo::diagnosed(pairs, expected);
    system_ = options.crs.empty() ? "EPSG:4490" : options.crs;
    swapped_ = northing_first_;
    if (!reading.beliefs.empty()) {
        system_ = reading.beliefs.front().system;
        swapped_ = reading.beliefs.front().swapped;
        reading.system = {system_, reading.beliefs.front().why};
    } else
        reading.system = {system_, pairs.empty() ? tr("There are no numbers to judge by.") : tr("The numbers fit no known system; say which it is.")};
    if (options.axes != app::ReadOptions::Axes::found_out)
        swapped_ = options.axes == app::ReadOptions::Axes::yx;
    reading.swapped = swapped_;
    crs_ = geo::Crs::named(system_);
    accuracy_ = system_ == "gcj02" || system_ == "bd09" ? "approximate" : "";
}

void PointColumns::take(SourceRow& row) const
{
    auto const n = numbers_of(row.cells);
    if (!n)
        return;
    if (!n->first || !n->second) {
        row.shape_problem = tr("The coordinates {0}, {1} are no numbers.", n->x, n->y);
        return;
    }
    // raw numbers are kept as easting and northing, whatever the columns were called
    row.source = {swapped_ ? n->y : n->x, swapped_ ? n->x : n->y, system_, "import", accuracy_};
    if (geo::is_placeholder(*n->first, *n->second))
        row.shape_problem = tr("The coordinates {0}, {1} stand for an unknown place.", n->x, n->y);
    else if (auto const p = swapped_ ? crs_->to_ledger(*n->second, *n->first) : crs_->to_ledger(*n->first, *n->second))
        row.shape = geo::Shape::point(*p);
    else
        row.shape_problem = tr("The coordinates {0}, {1} do not fit {2}.", n->x, n->y, system_);
}

} // namespace taizhang::exchange
