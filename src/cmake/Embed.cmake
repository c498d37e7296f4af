# embed_files(<variable> <function> <file>..): generates a source that holds the files byte for byte and defines
#   taizhang::embedded::<function>() -> std::span<taizhang::EmbeddedFile const>, declared in base/embedded.hpp's style.
# The names are the files' names without their folders. Rebuilt when a file changes.
function(embed_files variable function)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/embedded_${function}.cpp")
  add_custom_command(OUTPUT "${out}"
    COMMAND ${CMAKE_COMMAND} "-DOUT=${out}" "-DFUNCTION=${function}" "-DFILES=${ARGN}"
            -P "${PROJECT_SOURCE_DIR}/src/cmake/EmbedFiles.cmake"
    DEPENDS ${ARGN} "${PROJECT_SOURCE_DIR}/src/cmake/EmbedFiles.cmake"
    VERBATIM)
  set(${variable} "${out}" PARENT_SCOPE)
endfunction()
