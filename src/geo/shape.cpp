#include "geo/shape.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace taizhang::geo {
namespace {

static_assert(std::endian::native == std::endian::little, "the writers below copy native integers and doubles");

class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_{bytes} {}
    [[nodiscard]] bool failed() const noexcept { return failed_; }
    [[nodiscard]] std::size_t left() const noexcept { return bytes_.size(); }
    void set_swapped(bool swapped) noexcept { swapped_ = swapped; }
    std::uint8_t byte()
    {
        if (bytes_.empty()) {
            failed_ = true;
            return 0;
        }
        auto const b = static_cast<std::uint8_t>(bytes_.front());
        bytes_.remove_prefix(1);
        return b;
    }
    std::uint32_t u32() { return number<std::uint32_t>(); }
    double f64() { return number<double>(); }

private:
    template <class Number>
    Number number()
    {
        Number n{};
        if (bytes_.size() < sizeof n) {
            failed_ = true;
            return n;
        }
        std::array<char, sizeof n> raw{};
        std::copy_n(bytes_.begin(), sizeof n, raw.begin());
        if (swapped_)
            std::ranges::reverse(raw);
        std::memcpy(&n, raw.data(), sizeof n);
        bytes_.remove_prefix(sizeof n);
        return n;
    }
    std::string_view bytes_;
    bool failed_ = false, swapped_ = false;
};

struct Header {
    std::uint32_t kind = 0;
    std::size_t extra = 0; ///< ordinates beyond x and y
};

Header read_header(Reader& in)
{
    auto const order = in.byte();
    if (order > 1)
        return {};
    in.set_swapped(order == 0);
    auto code = in.u32();
    Header header;
    if ((code & 0x20000000U) != 0) // EWKB carries an SRID
        (void)in.u32();
    header.extra = ((code & 0x80000000U) != 0 ? 1U : 0U) + ((code & 0x40000000U) != 0 ? 1U : 0U);
    code &= 0x0FFFFFFFU;
    if (auto const iso = code / 1000; iso >= 1 && iso <= 3) {
        header.extra = iso == 3 ? 2 : 1;
        code %= 1000;
    }
    header.kind = code;
    return header;
}

std::optional<Position> read_position(Reader& in, std::size_t extra)
{
    auto const x = in.f64(), y = in.f64();
    for (std::size_t i = 0; i < extra; ++i)
        (void)in.f64();
    return in.failed() ? std::nullopt : Position::from_degrees(x, y);
}

std::optional<Shape::Chain> read_chain(Reader& in, std::size_t extra)
{
    auto const n = in.u32();
    if (in.failed() || n == 0 || n > in.left() / ((2 + extra) * sizeof(double)))
        return std::nullopt;
    Shape::Chain chain;
    chain.reserve(n);
    for (std::uint32_t i = 0; i < n; ++i) {
        auto const p = read_position(in, extra);
        if (!p)
            return std::nullopt;
        chain.push_back(*p);
    }
    return chain;
}

/// The body of a point, line or polygon.
bool read_flat_part(Reader& in, std::uint32_t kind, std::size_t extra, FlatShape& shape)
{
    auto const chains = kind != 3 ? 1U : in.u32();
    if (in.failed() || chains == 0 || chains > in.left())
        return false;
    for (std::uint32_t i = 0; i < chains; ++i) {
        auto const n = kind == 1 ? 1U : in.u32();
        if (in.failed() || n == 0 || n > in.left() / ((2 + extra) * sizeof(double)))
            return false;
        for (std::uint32_t k = 0; k < n; ++k) {
            auto const p = read_position(in, extra);
            if (!p)
                return false;
            shape.positions.push_back(*p);
        }
        shape.chain_ends.push_back(static_cast<std::uint32_t>(shape.positions.size()));
    }
    shape.part_ends.push_back(static_cast<std::uint32_t>(shape.chain_ends.size()));
    return true;
}

/// The body of a point, line or polygon.
std::optional<Shape::Part> read_part(Reader& in, std::uint32_t kind, std::size_t extra)
{
    if (kind == 1) {
        auto const p = read_position(in, extra);
        return p ? std::optional{Shape::Part{{*p}}} : std::nullopt;
    }
    auto const rings = kind == 2 ? 1U : in.u32();
    if (in.failed() || rings == 0 || rings > in.left() / 4)
        return std::nullopt;
    Shape::Part part;
    for (std::uint32_t i = 0; i < rings; ++i) {
        auto chain = read_chain(in, extra);
        if (!chain)
            return std::nullopt;
        part.push_back(std::move(*chain));
    }
    return part;
}

template <class Number>
void put(std::string& out, Number n)
{
    std::array<char, sizeof n> raw{};
    std::memcpy(raw.data(), &n, sizeof n);
    out.append(raw.data(), raw.size());
}

void put_header(std::string& out, std::uint32_t kind)
{
    out.push_back(1);
    put(out, kind);
}

void put_chain(std::string& out, Shape::Chain const& chain)
{
    put(out, static_cast<std::uint32_t>(chain.size()));
    for (auto const& p : chain) {
        put(out, p.lon_degrees());
        put(out, p.lat_degrees());
    }
}

void put_part(std::string& out, std::uint32_t kind, Shape::Part const& part)
{
    put_header(out, kind);
    if (kind == 1) {
        put(out, part.front().front().lon_degrees());
        put(out, part.front().front().lat_degrees());
        return;
    }
    if (kind == 3)
        put(out, static_cast<std::uint32_t>(part.size()));
    for (auto const& chain : part)
        put_chain(out, chain);
}

std::string wkt_chain(Shape::Chain const& chain)
{
    std::vector<std::string> points;
    for (auto const& p : chain)
        points.push_back(decimal(p.lon_degrees(), 9) + ' ' + decimal(p.lat_degrees(), 9));
    return '(' + joined(points, ", ") + ')';
}

/// Where the GeoPackage header says the WKB begins; nullopt for a foreign or empty blob.
struct Envelope {
    std::size_t wkb_at = 0;
    bool swapped = false;
    std::size_t doubles = 0;
};
std::optional<Envelope> read_envelope(std::string_view blob)
{
    if (blob.size() < 8 || !blob.starts_with("GP") || blob[2] != 0)
        return std::nullopt;
    auto const flags = static_cast<std::uint8_t>(blob[3]);
    static constexpr std::array<std::size_t, 5> sizes{0, 4, 6, 6, 8};
    auto const kind = (flags >> 1U) & 7U;
    if (kind >= sizes.size() || (flags & 0x10U) != 0) // unknown envelope, or an empty geometry
        return std::nullopt;
    Envelope envelope{8 + sizes[kind] * sizeof(double), (flags & 1U) == 0, sizes[kind]};
    return envelope.wkb_at < blob.size() ? std::optional{envelope} : std::nullopt;
}

std::optional<Position> middle_of(Shape::Chain const& chain)
{
    double total = 0;
    auto const step = [](Position a, Position b) {
        return std::hypot(b.lon_degrees() - a.lon_degrees(), b.lat_degrees() - a.lat_degrees());
    };
    for (std::size_t i = 1; i < chain.size(); ++i)
        total += step(chain[i - 1], chain[i]);
    double along = total / 2;
    for (std::size_t i = 1; i < chain.size(); ++i) {
        auto const length = step(chain[i - 1], chain[i]);
        if (along <= length && length > 0) {
            auto const t = along / length;
            return Position::from_degrees(
                chain[i - 1].lon_degrees() + t * (chain[i].lon_degrees() - chain[i - 1].lon_degrees()),
                chain[i - 1].lat_degrees() + t * (chain[i].lat_degrees() - chain[i - 1].lat_degrees()));
        }
        along -= length;
    }
    return chain.empty() ? std::nullopt : std::optional{chain.front()};
}

} // namespace

bool is_point(Shape const& shape) noexcept
{
    return shape.kind == Shape::Kind::point || shape.kind == Shape::Kind::multi_point;
}
bool is_line(Shape const& shape) noexcept
{
    return shape.kind == Shape::Kind::line || shape.kind == Shape::Kind::multi_line;
}
bool is_area(Shape const& shape) noexcept
{
    return shape.kind == Shape::Kind::polygon || shape.kind == Shape::Kind::multi_polygon;
}

std::optional<Box> bounds(Shape const& shape) noexcept
{
    constexpr auto far = std::numeric_limits<double>::infinity();
    Box box{far, far, -far, -far};
    for (auto const& part : shape.parts)
        for (auto const& chain : part)
            for (auto const& p : chain) {
                box.west = std::min(box.west, p.lon_degrees());
                box.east = std::max(box.east, p.lon_degrees());
                box.south = std::min(box.south, p.lat_degrees());
                box.north = std::max(box.north, p.lat_degrees());
            }
    return box.west <= box.east ? std::optional{box} : std::nullopt;
}

std::optional<Position> label_point(Shape const& shape)
{
    Shape::Chain const* longest = nullptr;
    for (auto const& part : shape.parts)
        if (!part.empty() && !part.front().empty() && (!longest || part.front().size() > longest->size()))
            longest = &part.front();
    if (!longest)
        return std::nullopt;
    if (is_point(shape))
        return longest->front();
    if (is_line(shape))
        return middle_of(*longest);
    // an area: the mean of its corners, which for the blocks and courts we draw lies inside
    double x = 0, y = 0;
    auto const n = longest->size() > 1 ? longest->size() - 1 : 1; // the ring repeats its first point
    for (std::size_t i = 0; i < n; ++i) {
        x += (*longest)[i].lon_degrees();
        y += (*longest)[i].lat_degrees();
    }
    return Position::from_degrees(x / static_cast<double>(n), y / static_cast<double>(n));
}

std::string to_wkb(Shape const& shape)
{
    std::string out;
    auto const kind = static_cast<std::uint32_t>(shape.kind);
    if (kind <= 3) {
        put_part(out, kind, shape.parts.front());
        return out;
    }
    put_header(out, kind);
    put(out, static_cast<std::uint32_t>(shape.parts.size()));
    for (auto const& part : shape.parts)
        put_part(out, kind - 3, part);
    return out;
}

std::optional<Shape> from_wkb(std::string_view bytes)
{
    Reader in{bytes};
    auto const header = read_header(in);
    if (in.failed() || header.kind < 1 || header.kind > 6)
        return std::nullopt;
    Shape shape{static_cast<Shape::Kind>(header.kind), {}};
    auto const parts = header.kind <= 3 ? 1U : in.u32();
    if (in.failed() || parts == 0 || parts > in.left())
        return std::nullopt;
    for (std::uint32_t i = 0; i < parts; ++i) {
        auto const own = header.kind <= 3 ? header : read_header(in);
        if (in.failed() || own.kind != (header.kind <= 3 ? header.kind : header.kind - 3))
            return std::nullopt;
        auto part = read_part(in, own.kind, own.extra);
        if (!part)
            return std::nullopt;
        shape.parts.push_back(std::move(*part));
    }
    return shape;
}

bool read_wkb(std::string_view bytes, FlatShape& shape)
{
    shape.positions.clear();
    shape.chain_ends.clear();
    shape.part_ends.clear();
    Reader in{bytes};
    auto const header = read_header(in);
    if (in.failed() || header.kind < 1 || header.kind > 6)
        return false;
    shape.kind = static_cast<Shape::Kind>(header.kind);
    auto const single = header.kind <= 3;
    auto const parts = single ? 1U : in.u32();
    if (in.failed() || parts == 0 || parts > in.left())
        return false;
    for (std::uint32_t i = 0; i < parts; ++i) {
        auto const own = single ? header : read_header(in);
        if (in.failed() || own.kind != (single ? header.kind : header.kind - 3) || !read_flat_part(in, own.kind, own.extra, shape))
            return false;
    }
    return true;
}

std::string to_gpkg(Shape const& shape, std::int32_t srs_id)
{
    std::string out{"GP"};
    out.push_back(0);
    auto const box = bounds(shape);
    bool const envelope = box && shape.kind != Shape::Kind::point;
    out.push_back(envelope ? 0x03 : 0x01);
    put(out, srs_id);
    if (envelope)
        for (double const value : {box->west, box->east, box->south, box->north})
            put(out, value);
    return out + to_wkb(shape);
}

std::optional<Shape> from_gpkg(std::string_view blob)
{
    auto const envelope = read_envelope(blob);
    return envelope ? from_wkb(blob.substr(envelope->wkb_at)) : std::nullopt;
}

std::optional<Box> gpkg_bounds(std::string_view blob) noexcept
{
    auto const envelope = read_envelope(blob);
    if (!envelope)
        return std::nullopt;
    if (envelope->doubles == 0) {
        auto const shape = from_wkb(blob.substr(envelope->wkb_at));
        return shape ? bounds(*shape) : std::nullopt;
    }
    Reader in{blob.substr(8)};
    in.set_swapped(envelope->swapped);
    auto const west = in.f64(), east = in.f64(), south = in.f64(), north = in.f64();
    if (!(west <= east && south <= north))
        return std::nullopt;
    return Box{west, south, east, north};
}

std::string to_wkt(Shape const& shape)
{
    static constexpr std::array names{"POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON"};
    auto const kind = static_cast<std::size_t>(shape.kind);
    std::vector<std::string> parts;
    for (auto const& part : shape.parts) {
        std::vector<std::string> chains;
        for (auto const& chain : part)
            chains.push_back(wkt_chain(chain));
        parts.push_back(kind % 3 == 0 ? '(' + joined(chains, ", ") + ')' : chains.front());
    }
    return std::string{names.at(kind - 1)} + ' ' + (kind > 3 ? '(' + joined(parts, ", ") + ')' : parts.front());
}

} // namespace taizhang::geo
