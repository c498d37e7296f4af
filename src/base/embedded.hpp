#pragma once

#include <span>
#include <string_view>

namespace taizhang {

/// A data file built into the program (src/cmake/Embed.cmake).
struct EmbeddedFile {
    std::string_view name; ///< without its folder
    std::string_view data; ///< byte for byte
};

namespace embedded {
std::span<EmbeddedFile const> messages();   ///< <language>.mo, from resources/locale
std::span<EmbeddedFile const> catalog();    ///< db/catalog/*.json
std::span<EmbeddedFile const> sample();     ///< resources/sample/*.json
std::span<EmbeddedFile const> migrations(); ///< db/migrations/*.sql, ordered by name
std::span<EmbeddedFile const> server();     ///< db/server/*.sql: roles and rights
std::span<EmbeddedFile const> report_templates(); ///< resources/reports/*.json
std::span<EmbeddedFile const> ui_icons();   ///< resources/icons/ui/*.svg: 24 units, currentColor
std::span<EmbeddedFile const> map_icons();  ///< resources/icons/map/*.svg: 15 units, filled
std::span<EmbeddedFile const> help_zh();    ///< resources/help/zh/NN-page.md, ordered by name
std::span<EmbeddedFile const> help_en();    ///< resources/help/en/NN-page.md, ordered by name
} // namespace embedded

} // namespace taizhang
