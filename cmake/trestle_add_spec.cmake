# A specification as a C++ library, made by trestle compile when the specification changes:
#
#   trestle_add_spec(<target> SPEC Leases.tla [CONFIG Leases.cfg] [NAME Leases] [LIBRARY folder ...])
#
# <target> is a static library; who links it includes "Leases.h". NAME is that of the header and of the namespace in it
# (default: the module's). Paths are relative to the current source folder. See docs/library.md.
include("${CMAKE_CURRENT_LIST_DIR}/trestle_compile_spec.cmake")

function(trestle_add_spec target)
  set(made "${CMAKE_CURRENT_BINARY_DIR}/${target}.spec")
  trestle_compile_spec(trestle_add_spec ${target} MADE "${made}" MAKES .cpp .h OPTIONS --no-headers
    COMMENT "Compiling the specification" ARGUMENTS ${ARGN})
  add_library(${target} STATIC ${trestle_made})
  target_include_directories(${target} SYSTEM PUBLIC "${made}")
  target_link_libraries(${target} PUBLIC trestle::model)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
endfunction()
