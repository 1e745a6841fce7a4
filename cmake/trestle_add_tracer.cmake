# The words of a specification for programs that record what they do, made by trestle compile --tracer when it changes:
#
#   trestle_add_tracer(<target> SPEC Raft.tla [CONFIG Raft.cfg] [NAME Raft] [LIBRARY folder ...])
#
# Who links <target> includes "Raft_tracer.h" and has trestle::tracer. The observation mapping, Raft.observe.toml, is made
# beside it, in the folder that the target's property TRESTLE_TRACER_DIR names. NAME: default: the module's. Paths are
# relative to the current source folder. See docs/tracer.md.
include("${CMAKE_CURRENT_LIST_DIR}/trestle_compile_spec.cmake")

function(trestle_add_tracer target)
  set(made "${CMAKE_CURRENT_BINARY_DIR}/${target}.tracer")
  trestle_compile_spec(trestle_add_tracer ${target} MADE "${made}" MAKES _tracer.h .observe.toml OPTIONS --tracer
    COMMENT "The words for a tracer of the specification" ARGUMENTS ${ARGN})
  add_custom_target(${target}_made DEPENDS ${trestle_made})
  add_library(${target} INTERFACE)
  add_dependencies(${target} ${target}_made)
  target_include_directories(${target} INTERFACE "${made}")
  target_link_libraries(${target} INTERFACE trestle::tracer)
  set_target_properties(${target} PROPERTIES TRESTLE_TRACER_DIR "${made}")
endfunction()
