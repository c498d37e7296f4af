#include "base/date.hpp"
#include "base/error.hpp"
#include "exchange/readers.hpp"

#include <gdal.h>
#include <ogr_api.h>

#include <algorithm>

namespace taizhang::exchange {
namespace {

std::string cell_of(OGRFeatureH feature, int field)
{
    if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0)
        return {};
    auto const type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field));
    if (type == OFTReal)
        return decimal(OGR_F_GetFieldAsDouble(feature, field), 9);
    if (type == OFTDate || type == OFTDateTime) {
        int y = 0, m = 0, d = 0, h = 0, min = 0, s = 0, tz = 0;
        if (OGR_F_GetFieldAsDateTime(feature, field, &y, &m, &d, &h, &min, &s, &tz) != 0)
            if (auto const day = Date::from_ymd(y, m, d))
                return day->iso() + (type == OFTDateTime && (h != 0 || min != 0) ? (h < 10 ? " 0" : " ") + std::to_string(h) + (min < 10 ? ":0" : ":") + std::to_string(min) : std::string{});
    }
    return OGR_F_GetFieldAsString(feature, field);
}

/// A sheet through GDAL, which keeps empty rows and numbers them as the program of the sheet does.
class SheetGrid final : public Grid {
public:
    SheetGrid(Dataset dataset, OGRLayerH layer) : dataset_{std::move(dataset)}, layer_{layer} {}

    bool next(GridRow& row) override
    {
        Feature const feature{OGR_L_GetNextFeature(layer_)};
        if (!feature)
            return false;
        ++number_;
        auto const fid = OGR_F_GetFID(feature.get());
        row.number = fid >= number_ ? fid : number_;
        row.cells.clear();
        for (int i = 0; i < OGR_F_GetFieldCount(feature.get()); ++i)
            row.cells.push_back(cell_of(feature.get(), i));
        return true;
    }
    void rewind() override
    {
        OGR_L_ResetReading(layer_);
        number_ = 0;
    }
    std::int64_t rows_if_known() const override { return OGR_L_GetFeatureCount(layer_, FALSE); }

private:
    Dataset dataset_;
    OGRLayerH layer_;
    std::int64_t number_ = 0;
};

} // namespace

std::vector<app::Layer> sheets_of(Source const& source)
{
    auto const dataset = open_dataset(source, {});
    std::vector<app::Layer> sheets;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
        auto* layer = GDALDatasetGetLayer(dataset.get(), i);
        if (auto const rows = static_cast<std::int64_t>(OGR_L_GetFeatureCount(layer, TRUE)); rows > 0)
            sheets.push_back({OGR_L_GetName(layer), {}, rows});
    }
    return sheets;
}

std::unique_ptr<Grid> sheet_grid(Source const& source)
{
    auto dataset = open_dataset(source, {});
    std::vector<std::string> names;
    OGRLayerH chosen = nullptr;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
        auto* layer = GDALDatasetGetLayer(dataset.get(), i);
        if (source.layer == OGR_L_GetName(layer))
            chosen = layer;
        if (OGR_L_GetFeatureCount(layer, TRUE) == 0)
            continue; // the empty sheets of a new workbook
        names.emplace_back(OGR_L_GetName(layer));
        if (source.layer.empty())
            chosen = layer;
    }
    if (names.empty())
        throw Error{Error::Kind::invalid_input, tr("The file holds no records."), Text::verbatim(source.file.string()), tr("Choose another file.")};
    if (!chosen || (source.layer.empty() && names.size() > 1))
        refuse_layer(source.file, source.layer, names);
    return std::make_unique<SheetGrid>(std::move(dataset), chosen);
}

} // namespace taizhang::exchange
