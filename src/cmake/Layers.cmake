include(${CMAKE_CURRENT_LIST_DIR}/LayerRules.cmake)

# add_layer(<name> USES layer.. [HIDES target..] [EXPOSES target..] [EXTRA source..])
#   every .cpp and .hpp below the layer's folder belongs to it
#   USES     our layers; LayerRules.cmake must allow each
#   HIDES    third-party targets used in .cpp files only (PRIVATE): they never leak into a layer above
#   EXPOSES  third-party targets that our headers mention (PUBLIC); only for TAIZHANG_OPEN_HEADERS
#   EXTRA    generated sources
function(add_layer name)
  cmake_parse_arguments(L "" "" "USES;HIDES;EXPOSES;EXTRA" ${ARGN})
  if(NOT name IN_LIST TAIZHANG_LAYERS)
    message(FATAL_ERROR "'${name}' is not in TAIZHANG_LAYERS (src/cmake/LayerRules.cmake)")
  endif()
  foreach(used IN LISTS L_USES)
    if(NOT used IN_LIST ${name}_uses)
      message(FATAL_ERROR "layer '${name}' must not use '${used}' (src/cmake/LayerRules.cmake)")
    endif()
  endforeach()
  if(L_EXPOSES AND NOT name IN_LIST TAIZHANG_OPEN_HEADERS)
    message(FATAL_ERROR "layer '${name}' must keep third-party headers in its .cpp files")
  endif()

  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.hpp")
  add_library(taizhang_${name} STATIC ${sources} ${L_EXTRA})
  add_library(taizhang::${name} ALIAS taizhang_${name})
  target_sources(taizhang_${name} PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/src" FILES ${headers})
  list(TRANSFORM L_USES PREPEND "taizhang::")
  target_link_libraries(taizhang_${name} PUBLIC ${L_USES} ${L_EXPOSES} PRIVATE ${L_HIDES} taizhang_warnings)
  set_target_properties(taizhang_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endfunction()

add_library(taizhang_warnings INTERFACE)
target_compile_options(taizhang_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
  -Wimplicit-fallthrough -Wduplicated-cond -Wlogical-op
  -Wno-restrict # GCC bug 105651: false alarms inside std::string's operator+
  $<$<CONFIG:Debug>:-Wnull-dereference>) # optimised, GCC 12 raises it inside libstdc++

# pkg_target(<pkg::name> <module>..): an imported target whose include folders count as system headers.
find_package(PkgConfig REQUIRED)
function(pkg_target target)
  string(MAKE_C_IDENTIFIER "${target}" prefix)
  pkg_check_modules(${prefix} REQUIRED IMPORTED_TARGET GLOBAL ${ARGN})
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_link_libraries(${target} INTERFACE PkgConfig::${prefix})
endfunction()
