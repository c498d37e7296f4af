#include "exchange/pictures.hpp"

#include "base/error.hpp"

#include <cmath>
#include <memory>

#include <libexif/exif-data.h>

namespace taizhang::exchange {
namespace {

using Kind = Error::Kind;

std::string ending_of(std::string const& name)
{
    auto const dot = name.rfind('.');
    return dot == std::string::npos ? std::string{} : folded(name.substr(dot + 1));
}

/// By the first bytes; the name only tells Office files, which are all ZIP or OLE, apart. "" = unknown.
std::string type_of(std::string const& data, std::string const& name)
{
    auto const begins = [&](std::string_view with, std::size_t at = 0) { return data.size() >= at + with.size() && data.compare(at, with.size(), with) == 0; };
    if (begins("\xFF\xD8\xFF"))
        return "image/jpeg";
    if (begins("\x89PNG\r\n\x1A\n"))
        return "image/png";
    if (begins("GIF87a") || begins("GIF89a"))
        return "image/gif";
    if (begins("BM") && data.size() > 26 && data.compare(6, 4, std::string_view{"\0\0\0\0", 4}) == 0)
        return "image/bmp";
    if (begins(std::string_view{"II*\0", 4}) || begins(std::string_view{"MM\0*", 4}))
        return "image/tiff";
    if (begins("RIFF") && begins("WEBP", 8))
        return "image/webp";
    if (begins("ftyphei", 4) || begins("ftypmif1", 4) || begins("ftypavif", 4))
        return "image/heic";
    if (begins("%PDF-"))
        return "application/pdf";
    auto const ending = ending_of(name);
    if (begins("PK\x03\x04")) {
        if (ending == "docx" || ending == "xlsx" || ending == "pptx" || ending == "ofd" || ending == "odt" || ending == "ods")
            return "application/" + ending;
        return {};
    }
    if (begins("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
        return ending == "doc" || ending == "xls" || ending == "wps" || ending == "et" ? "application/" + ending : std::string{};
    return {};
}

/// Walks the markers: a JPEG that ends inside its picture was cut short, whatever a decoder makes of it.
bool jpeg_is_whole(std::string const& d)
{
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(d[i]); };
    std::size_t at = 2;
    while (at + 1 < d.size()) {
        if (byte(at) != 0xFF) {
            ++at;
            continue;
        }
        auto const marker = byte(at + 1);
        if (marker == 0xD9)
            return true;
        if (marker == 0xFF || marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            at += marker == 0xFF ? 1 : 2; // fill, stuffed byte or restart: no length follows
            continue;
        }
        if (at + 3 >= d.size())
            return false;
        at += 2 + (std::size_t{byte(at + 2)} << 8U | byte(at + 3));
    }
    return false;
}

bool png_is_whole(std::string const& d)
{
    auto const byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(d[i])); };
    for (std::size_t at = 8; at + 12 <= d.size();) {
        if (d.compare(at + 4, 4, "IEND") == 0)
            return true;
        at += 12 + (byte(at) << 24U | byte(at + 1) << 16U | byte(at + 2) << 8U | byte(at + 3));
    }
    return false;
}

struct FreeExif {
    void operator()(ExifData* data) const { exif_data_unref(data); }
};

std::optional<double> rational_at(ExifEntry const& entry, ExifByteOrder order, unsigned i)
{
    if (entry.format != EXIF_FORMAT_RATIONAL || entry.size < (i + 1) * 8)
        return std::nullopt;
    auto const r = exif_get_rational(entry.data + std::size_t{i} * 8, order);
    if (r.denominator == 0)
        return std::nullopt;
    return static_cast<double>(r.numerator) / r.denominator;
}

class Exif {
public:
    explicit Exif(std::string const& data)
        : data_{exif_data_new_from_data(reinterpret_cast<unsigned char const*>(data.data()), static_cast<unsigned>(data.size()))}
    {}
    explicit operator bool() const { return data_ != nullptr; }

    [[nodiscard]] ExifEntry* entry(ExifIfd ifd, int tag) const
    {
        return exif_content_get_entry(data_->ifd[ifd], static_cast<ExifTag>(tag));
    }
    [[nodiscard]] std::string ascii(ExifIfd ifd, int tag) const
    {
        auto const* const e = entry(ifd, tag);
        if (!e || e->format != EXIF_FORMAT_ASCII)
            return {};
        std::string text{reinterpret_cast<char const*>(e->data), e->size};
        return text.substr(0, text.find('\0'));
    }
    [[nodiscard]] std::optional<double> number(ExifIfd ifd, int tag) const
    {
        auto const* const e = entry(ifd, tag);
        return e ? rational_at(*e, order(), 0) : std::nullopt;
    }
    /// Degrees, minutes, seconds.
    [[nodiscard]] std::optional<double> degrees(int tag, int ref_tag, char negative) const
    {
        auto const* const e = entry(EXIF_IFD_GPS, tag);
        if (!e)
            return std::nullopt;
        auto const d = rational_at(*e, order(), 0), m = rational_at(*e, order(), 1);
        auto const s = rational_at(*e, order(), 2).value_or(0);
        if (!d || !m)
            return std::nullopt;
        auto const value = *d + *m / 60 + s / 3600;
        auto const ref = ascii(EXIF_IFD_GPS, ref_tag);
        return !ref.empty() && ref.front() == negative ? -value : value;
    }
    [[nodiscard]] int orientation() const
    {
        auto const* const e = entry(EXIF_IFD_0, EXIF_TAG_ORIENTATION);
        if (!e || e->format != EXIF_FORMAT_SHORT || e->size < 2)
            return 1;
        auto const value = exif_get_short(e->data, order());
        return value >= 1 && value <= 8 ? value : 1;
    }

private:
    [[nodiscard]] ExifByteOrder order() const { return exif_data_get_byte_order(data_.get()); }
    std::unique_ptr<ExifData, FreeExif> data_;
};

/// 2025-11-19T09:12:30 from 2025:11:19 09:12:30; a camera whose clock was never set gives none.
std::optional<std::string> time_of(std::string text)
{
    if (text.size() < 19 || text[4] != ':' || text[7] != ':' || text[10] != ' ')
        return std::nullopt;
    text.resize(19);
    text[4] = text[7] = '-';
    text[10] = 'T';
    if (!Instant::parse_iso(text + ".000Z") || text.starts_with("0000"))
        return std::nullopt;
    return text;
}

void take_exif(std::string const& data, domain::PictureFacts& facts)
{
    Exif const exif{data};
    if (!exif)
        return;
    facts.orientation = exif.orientation();
    facts.taken_at = time_of(exif.ascii(EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL));
    if (!facts.taken_at)
        facts.taken_at = time_of(exif.ascii(EXIF_IFD_0, EXIF_TAG_DATE_TIME));
    auto const lat = exif.degrees(EXIF_TAG_GPS_LATITUDE, EXIF_TAG_GPS_LATITUDE_REF, 'S');
    auto const lon = exif.degrees(EXIF_TAG_GPS_LONGITUDE, EXIF_TAG_GPS_LONGITUDE_REF, 'W');
    if (lat && lon && !(*lat == 0 && *lon == 0)) // 0, 0 is a receiver without a fix
        facts.position = geo::Position::from_degrees(*lon, *lat);
    if (auto const direction = exif.number(EXIF_IFD_GPS, EXIF_TAG_GPS_IMG_DIRECTION); direction && *direction >= 0 && *direction <= 360)
        facts.direction = direction;
}

} // namespace

domain::PictureFacts Pictures::examine(std::string const& data, std::string const& name) const
{
    auto const where = Text::verbatim(name);
    if (data.empty())
        throw Error{Kind::invalid_input, tr("Not attached: {0} is empty (0 bytes).", name), where, tr("Copy it from the camera or phone again.")};
    domain::PictureFacts facts;
    facts.content_type = type_of(data, name);
    if (facts.content_type.empty())
        throw Error{Kind::invalid_input, tr("Not attached: {0} is neither a picture nor a known paper.", name), where,
                    tr("Pictures may be JPEG, PNG, WebP, GIF, BMP or TIFF; papers PDF, OFD, Word, Excel or WPS.")};
    if (facts.content_type == "image/heic")
        throw Error{Kind::invalid_input, tr("Not attached: {0} is an HEIC picture of a phone.", name), where,
                    tr("Set the phone to “most compatible”, or save the picture as JPEG.")};
    if (!facts.is_picture())
        return facts;
    if ((facts.content_type == "image/jpeg" && !jpeg_is_whole(data)) || (facts.content_type == "image/png" && !png_is_whole(data)))
        throw Error{Kind::invalid_input, tr("Not attached: {0} was cut short; its end is missing.", name), where,
                    tr("Copy it from the camera or phone again.")};
    if (facts.content_type == "image/jpeg" || facts.content_type == "image/tiff")
        take_exif(data, facts);
    try {
        auto developed = develop_(data, facts.orientation);
        facts.width = developed.width;
        facts.height = developed.height;
        facts.thumbnail = std::move(developed.thumbnail);
    } catch (Error const& e) {
        throw Error{e.kind(), tr("Not attached: {0}. {1}", name, e.message()), where, e.todo()};
    }
    return facts;
}

} // namespace taizhang::exchange
