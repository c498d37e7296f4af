# The house rules, once: which layer may use which, and which third-party headers its .cpp files may include.
# Read by Layers.cmake (targets, at configure time) and by CheckIncludes.cmake (the ctest layers.includes).
# Lowest layer first; a layer may use only layers that stand before it.
set(TAIZHANG_LAYERS base geo domain app store exchange draw map report present ui main)

set(base_uses)
set(geo_uses base)
set(domain_uses base geo)
set(app_uses base geo domain)
set(store_uses base geo domain app)
set(exchange_uses base geo domain app)
set(draw_uses base geo)
set(map_uses base geo domain app draw)
set(report_uses base geo domain app draw map)
set(present_uses base geo domain app draw map report)
set(ui_uses base geo draw map report present)
set(main_uses base geo domain app store exchange draw map report present ui)

# Regular expressions over the text between < and >. The C++ standard library (no slash, no .h) is free everywhere.
set(base_third_party "nlohmann/" "fmt/" "unicode/" "boost/locale" "unistd\\.h" "pwd\\.h" "sys/")
set(geo_third_party "boost/geometry" "proj\\.h")
set(domain_third_party)
set(app_third_party)
set(store_third_party "sqlite3\\.h" "libpq-fe\\.h" "poll\\.h" "openssl/" "sys/" "fcntl\\.h" "unistd\\.h")
set(exchange_third_party "gdal\\.h" "ogr_" "cpl_" "xlsxwriter\\.h" "unicode/" "libexif/" "openssl/" "unistd\\.h")
set(draw_third_party "cairo/" "pango/" "librsvg/" "qrencode\\.h" "gdk-pixbuf/" "fontconfig/" "glib")
set(map_third_party "curl/")
set(report_third_party "xlsxwriter\\.h")
set(present_third_party)
set(ui_third_party "wx/" "gtk/" "cairo" "gdk/" "glib" "atk/")
set(main_third_party "wx/" "unistd\\.h")

# Layers whose headers may mention their third-party types; everywhere else those stay in .cpp files.
set(TAIZHANG_OPEN_HEADERS ui main)
