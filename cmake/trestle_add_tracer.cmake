# The words of a specification for programs that record what they do, made by trestle compile --tracer when it changes:
#
#   trestle_add_tracer(<target> SPEC Raft.tla [CONFIG Raft.cfg] [NAME Raft] [LIBRARY folder ...])
#
# Who links <target> includes "Raft_tracer.h" and has trestle::tracer. The observation mapping, Raft.observe.toml, is made
# beside it, in the folder that the target's property TRESTLE_TRACER_DIR names. NAME: default: the module's. Paths are
# relative to the current source folder. See docs/tracer.md.
function(trestle_add_tracer target)
  cmake_parse_arguments(PARSE_ARGV 1 A "" "SPEC;CONFIG;NAME" "LIBRARY")
  if(NOT A_SPEC OR A_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "trestle_add_tracer(${target} SPEC file.tla [CONFIG file.cfg] [NAME name] [LIBRARY folder ...])")
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

  set(made "${CMAKE_CURRENT_BINARY_DIR}/${target}.tracer")
  add_custom_command(
    OUTPUT "${made}/${A_NAME}_tracer.h" "${made}/${A_NAME}.observe.toml"
    COMMAND trestle::command compile "${A_SPEC}" --config "${A_CONFIG}" ${libraries} --name "${A_NAME}" --out "${made}"
      --tracer --depfile "${made}/${A_NAME}.d"
    DEPENDS "${A_SPEC}" "${A_CONFIG}" trestle::command
    DEPFILE "${made}/${A_NAME}.d"
    COMMENT "The words of the specification ${A_NAME} for a tracer"
    VERBATIM)
  add_custom_target(${target}_made DEPENDS "${made}/${A_NAME}_tracer.h" "${made}/${A_NAME}.observe.toml")
  add_library(${target} INTERFACE)
  add_dependencies(${target} ${target}_made)
  target_include_directories(${target} INTERFACE "${made}")
  target_link_libraries(${target} INTERFACE trestle::tracer)
  set_target_properties(${target} PROPERTIES TRESTLE_TRACER_DIR "${made}")
endfunction()
