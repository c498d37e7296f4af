#include "exchange/gdal_handles.hpp"

#include "base/error.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

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
        CPLSetConfigOption("OGR_XLSX_HEADERS", "DISABLE");
        return true;
    }();
    (void)once;
    CPLErrorReset();
}

std::string last_gdal_message() { return CPLGetLastErrorMsg(); }

std::string to_utf8(std::string_view bytes, std::string const& encoding)
{
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    if (encoding.empty() && is_utf8(bytes))
        return std::string{bytes};
    UErrorCode status = U_ZERO_ERROR;
    auto const name = encoding.empty() ? std::string{"GB18030"} : encoding;
    std::unique_ptr<UConverter, decltype(&ucnv_close)> const converter{ucnv_open(name.c_str(), &status), ucnv_close};
    if (U_FAILURE(status))
        throw Error{Error::Kind::invalid_input, tr("The encoding “{0}” is not known.", name), {},
                    tr("Use UTF-8, GB18030, Big5 or UTF-16, for example.")};
    icu::UnicodeString const text{bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(), status};
    std::string out;
    text.toUTF8String(out);
    return out;
}

} // namespace taizhang::exchange
