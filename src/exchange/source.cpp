#include "base/error.hpp"
#include "exchange/files.hpp"
#include "exchange/readers.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>

#include <algorithm>
#include <array>

namespace taizhang::exchange {
namespace {

namespace fs = std::filesystem;
using Kind = Error::Kind;

constexpr std::size_t files_at_most = 500; // of a folder that are offered as layers

std::string ending_of(std::string const& name) { return folded(fs::path{name}.extension().string()); }

bool is_readable(std::string const& name)
{
    static constexpr std::array endings{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".xls", ".geojson", ".json", ".shp", ".gpkg", ".kml", ".kmz", ".gpx", ".dxf", ".tab", ".mif", ".gml"};
    auto const file = fs::path{name}.filename().string();
    if (file.starts_with('.') || file.starts_with("~$") || name.find("__MACOSX") != std::string::npos)
        return false;
    auto const ending = ending_of(name);
    return std::ranges::any_of(endings, [&](char const* e) { return ending == e; });
}

void look_at_file(fs::path const& file)
{
    std::error_code error;
    auto const where = Text::verbatim(file.string());
    if (!fs::exists(file, error))
        throw Error{Kind::not_found, tr("There is no such file."), where, tr("Check the name of the file.")};
    if (!fs::is_directory(file, error) && fs::file_size(file, error) == 0)
        throw Error{Kind::invalid_input, tr("The file is empty (0 bytes)."), where, tr("Choose another file.")};
}

/// Files inside a folder or an archive that can be read as tables, by their names in it.
std::vector<std::string> members_of(std::string const& place)
{
    std::vector<std::string> names;
    auto** const list = VSIReadDirRecursive(place.c_str());
    for (int i = 0; list && list[i] && names.size() < files_at_most; ++i)
        if (is_readable(list[i]))
            names.emplace_back(list[i]);
    CSLDestroy(list);
    // notes that come with shapefiles are no tables
    if (std::ranges::any_of(names, [](auto const& name) { return ending_of(name) == ".shp"; }))
        std::erase_if(names, [](auto const& name) { return ending_of(name) == ".txt"; });
    std::ranges::sort(names);
    return names;
}

std::string place_of(fs::path const& file)
{
    std::error_code error;
    if (fs::is_directory(file, error))
        return file.string();
    if (ending_of(file.string()) == ".zip")
        return "/vsizip/" + fs::absolute(file).string();
    return {};
}

/// What an .xls really is: many programs write web pages or newer workbooks under that ending.
void look_inside_xls(Source& source)
{
    auto const bytes = content_of(source);
    if (bytes.starts_with("PK")) {
        source.ending = ".xlsx";
        return;
    }
    auto const begin = std::string{trimmed(std::string_view{bytes}.substr(0, 200))};
    if (begin.starts_with('<') || begin.starts_with("\xEF\xBB\xBF<"))
        throw Error{Kind::invalid_input, tr("This .xls is a web page, not a workbook."), Text::verbatim(source.file.string()),
                    tr("Open it in Excel or WPS and save it as .xlsx.")};
}

} // namespace

bool is_text_ending(std::string const& ending) noexcept { return ending == ".csv" || ending == ".tsv" || ending == ".txt"; }
bool is_sheet_ending(std::string const& ending) noexcept { return ending == ".xlsx" || ending == ".xlsm" || ending == ".ods" || ending == ".xls"; }

void refuse_layer(fs::path const& file, std::string const& layer, std::vector<std::string> const& names)
{
    auto const where = Text::verbatim(file.string());
    if (layer.empty())
        throw Error{Kind::refused, tr("The file holds several layers."), where, tr("Say which one: {0}.", joined(names, ", "))};
    throw Error{Kind::not_found, tr("The file has no layer “{0}”.", layer), where, tr("It has: {0}.", joined(names, ", "))};
}

Source source_of(fs::path const& file, std::string const& layer)
{
    look_at_file(file);
    auto const place = place_of(file);
    if (place.empty()) {
        Source source{file, file.string(), ending_of(file.string()), layer};
        if (source.ending == ".xls")
            look_inside_xls(source);
        return source;
    }
    auto const members = members_of(place);
    if (members.empty())
        throw Error{Kind::invalid_input, tr("There is no file in it that can be read as a table or a layer."), Text::verbatim(file.string()),
                    tr("Use CSV, xlsx, GeoJSON, Shapefile (also zipped), GeoPackage or KML.")};
    // a member by its name, by its name without ending, or "member/layer inside it"
    for (auto const& name : members) {
        auto const stem = fs::path{name}.stem().string();
        if (layer == name || layer == stem || (layer.empty() && members.size() == 1))
            return {file, place + "/" + name, ending_of(name), {}};
        if (layer.starts_with(name + "/"))
            return {file, place + "/" + name, ending_of(name), layer.substr(name.size() + 1)};
    }
    if (members.size() == 1)
        return {file, place + "/" + members.front(), ending_of(members.front()), layer};
    refuse_layer(file, layer, members);
}

std::vector<app::Layer> layers_of(fs::path const& file)
{
    start_gdal();
    look_at_file(file);
    auto const place = place_of(file);
    std::vector<app::Layer> layers;
    auto const inside = [](Source const& source) {
        if (is_text_ending(source.ending))
            return std::vector<app::Layer>{{fs::path{source.name}.stem().string(), {}, -1}};
        if (is_sheet_ending(source.ending))
            return sheets_of(source);
        if (source.ending == ".geojson" || source.ending == ".json")
            return std::vector<app::Layer>{{fs::path{source.name}.stem().string(), "mixed", -1}};
        return ogr_layers_of(source);
    };
    if (place.empty())
        return inside(source_of(file, {}));
    for (auto const& name : members_of(place))
        try {
            Source source{file, place + "/" + name, ending_of(name), {}};
            if (source.ending == ".xls")
                look_inside_xls(source);
            auto const in = inside(source);
            for (auto const& layer : in)
                layers.push_back({in.size() == 1 ? name : name + "/" + layer.name, layer.kind, layer.rows});
        } catch (Error const& e) {
            if (e.kind() != Kind::invalid_input)
                throw; // one file of the folder that is something else does not hide the others
        }
    return layers;
}

std::string content_of(Source const& source)
{
    std::unique_ptr<VSILFILE, decltype(&VSIFCloseL)> const in{VSIFOpenL(source.name.c_str(), "rb"), VSIFCloseL};
    if (!in)
        throw Error{Kind::denied, tr("The file cannot be read: you have no permission."), Text::verbatim(source.file.string()),
                    tr("Ask for permission to read it.")};
    VSIFSeekL(in.get(), 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(VSIFTellL(in.get())), '\0');
    VSIRewindL(in.get());
    if (VSIFReadL(bytes.data(), 1, bytes.size(), in.get()) != bytes.size())
        throw Error{Kind::io, tr("The file cannot be read to its end."), Text::verbatim(source.file.string()), tr("Copy it to this computer and try again.")};
    return bytes;
}

Dataset open_dataset(Source const& source, std::vector<char const*> settings)
{
    settings.push_back(nullptr);
    Dataset dataset{GDALOpenEx(source.name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, settings.data(), nullptr)};
    if (!dataset)
        throw Error{Kind::invalid_input, tr("The file cannot be read as a table or a layer."), Text::verbatim(source.file.string()),
                    tr("Use CSV, xlsx, GeoJSON, Shapefile (also zipped), GeoPackage or KML.")};
    return dataset;
}

std::string strict_geojson(std::string text, fs::path const& file)
{
    constexpr std::size_t checked_at_most = 100'000'000; // beyond that GDAL's own reader must do
    if (text.size() > checked_at_most)
        return text;
    if (text.starts_with("\xEF\xBB\xBF"))
        text.erase(0, 3);
    bool bare = false;
    try {
        bare = Json::parse(text).is_array();
    } catch (Error const& e) {
        throw Error{Kind::invalid_input, e.message(), e.where().empty() ? Text::verbatim(file.string()) : tr("{0}, {1}", file.string(), e.where()), tr("Have it written again by the program it came from.")};
    }
    return bare ? R"({"type":"FeatureCollection","features":)" + std::move(text) + "}" : text;
}

} // namespace taizhang::exchange
