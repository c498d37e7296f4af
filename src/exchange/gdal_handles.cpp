#include "exchange/gdal_handles.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>

namespace taizhang::exchange {

MemoryFile::MemoryFile(std::string name, std::string content) : name_{std::move(name)}, content_{std::move(content)}
{
    auto* data = reinterpret_cast<GByte*>(content_.data());
    VSIFCloseL(VSIFileFromMemBuffer(name_.c_str(), data, content_.size(), FALSE));
}

MemoryFile::~MemoryFile() { VSIUnlink(name_.c_str()); }

void start_gdal()
{
    static bool const once = [] {
        GDALAllRegister();
        CPLSetErrorHandler(CPLQuietErrorHandler);
        // rows of another program's GeoPackage are read, never its triggers run
        CPLSetConfigOption("OGR_SQLITE_LOAD_EXTENSIONS", "NONE");
        for (auto const* format : {"OGR_XLSX_HEADERS", "OGR_ODS_HEADERS", "OGR_XLS_HEADERS"})
            CPLSetConfigOption(format, "DISABLE"); // heads are found by our own rules
        CPLSetConfigOption("DXF_INLINE_BLOCKS", "FALSE"); // a block is a point with a name, not its strokes
        return true;
    }();
    (void)once;
    CPLErrorReset();
}

std::string last_gdal_message() { return CPLGetLastErrorMsg(); }

void FeatureCloser::operator()(void* feature) const noexcept { OGR_F_Destroy(static_cast<OGRFeatureH>(feature)); }
void DatasetCloser::operator()(void* dataset) const noexcept { GDALClose(dataset); }

} // namespace taizhang::exchange
