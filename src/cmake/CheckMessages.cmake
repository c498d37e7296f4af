# cmake -DSRC=<src> -DPO=<file.po> -DWORK=<folder> -P CheckMessages.cmake : every text of the program is translated.
# Fails with the msgids that the catalogue lacks, leaves empty or marks fuzzy, and with those no code uses any more.
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE sources "${SRC}/*.cpp" "${SRC}/*.hpp")
file(MAKE_DIRECTORY "${WORK}")
list(JOIN sources "\n" names)
file(WRITE "${WORK}/sources.txt" "${names}\n")
execute_process(COMMAND_ERROR_IS_FATAL ANY
  COMMAND xgettext --language=C++ --from-code=UTF-8 --keyword= --keyword=tr:1 --keyword=say:1
          --no-location --files-from=${WORK}/sources.txt --output=${WORK}/taizhang.pot)
execute_process(COMMAND_ERROR_IS_FATAL ANY
  COMMAND msgmerge --quiet --no-fuzzy-matching "${PO}" "${WORK}/taizhang.pot" -o "${WORK}/merged.po")
foreach(kind IN ITEMS untranslated only-fuzzy only-obsolete)
  execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_VARIABLE found
    COMMAND msgattrib "--${kind}" --no-wrap --no-location "${WORK}/merged.po")
  if(found)
    message("${kind} in ${PO}:\n${found}")
    set(bad TRUE)
  endif()
endforeach()
if(bad)
  message(FATAL_ERROR "the catalogue and the program's texts differ")
endif()
