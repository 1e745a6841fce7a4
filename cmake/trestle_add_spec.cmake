# A specification as a C++ library, made by trestle compile when the specification changes:
#
#   trestle_add_spec(<target> SPEC Leases.tla [CONFIG Leases.cfg] [NAME Leases] [LIBRARY folder ...])
#
# <target> is a static library; who links it includes "Leases.h". NAME is that of the header and of the namespace in it
# (default: the module's). Paths are relative to the current source folder. See docs/library.md.
function(trestle_add_spec target)
  cmake_parse_arguments(PARSE_ARGV 1 A "" "SPEC;CONFIG;NAME" "LIBRARY")
  if(NOT A_SPEC OR A_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "trestle_add_spec(${target} SPEC file.tla [CONFIG file.cfg] [NAME name] [LIBRARY folder ...])")
  endif()
  cmake_path(ABSOLUTE_PATH A_SPEC NORMALIZE)
  if(NOT A_CONFIG)
    cmake_path(REPLACE_EXTENSION A_SPEC LAST_ONLY cfg OUTPUT_VARIABLE A_CONFIG)
  endif()
  cmake_path(ABSOLUTE_PATH A_CONFIG NORMALIZE)
  if(NOT A_NAME)
    cmake_path(GET A_SPEC STEM LAST_ONLY A_NAME)
  endif()
  set(libraries "")
  foreach(folder IN LISTS A_LIBRARY)
    cmake_path(ABSOLUTE_PATH folder NORMALIZE)
    list(APPEND libraries --library "${folder}")
  endforeach()

  set(made "${CMAKE_CURRENT_BINARY_DIR}/${target}.spec")
  add_custom_command(
    OUTPUT "${made}/${A_NAME}.cpp" "${made}/${A_NAME}.h"
    COMMAND trestle::command compile "${A_SPEC}" --config "${A_CONFIG}" ${libraries} --name "${A_NAME}" --out "${made}"
      --no-headers --depfile "${made}/${A_NAME}.d"
    DEPENDS "${A_SPEC}" "${A_CONFIG}" trestle::command
    DEPFILE "${made}/${A_NAME}.d"
    COMMENT "Compiling the specification ${A_NAME}"
    VERBATIM)
  add_library(${target} STATIC "${made}/${A_NAME}.cpp" "${made}/${A_NAME}.h")
  target_include_directories(${target} SYSTEM PUBLIC "${made}")
  target_link_libraries(${target} PUBLIC trestle::model)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
endfunction()
