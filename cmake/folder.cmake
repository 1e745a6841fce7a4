# One folder, one library. The USES list is the architecture rule: a folder sees the folders it names
# (docs/architecture.md) and nothing else of ours. Headers are included by their path from the root.
#
#   trestle_folder(<name> SOURCES a.cpp ... [ALONE b.cpp ...] [USES other ...] [PACKAGES imported::target ...]
#                  [PUBLIC_PACKAGES ...])
#
# USES are folders of ours, passed on to whoever uses this one. PACKAGES stay private to the folder's sources. Sources are
# compiled several at a time (CMAKE_UNITY_BUILD, a quarter of the work); ALONE names more of them, whose local names
# would clash with a neighbour's.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

option(TRESTLE_WERROR "Warnings are errors" OFF)
set(TRESTLE_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=")

add_library(trestle_flags INTERFACE)
target_include_directories(trestle_flags INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_compile_options(trestle_flags INTERFACE -Wall -Wextra $<$<BOOL:${TRESTLE_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(trestle_flags INTERFACE -Wno-restrict)  # false alarms on string concatenation (GCC bug 105651)
endif()
if(TRESTLE_SANITIZE)
  target_compile_options(trestle_flags INTERFACE -fsanitize=${TRESTLE_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(trestle_flags INTERFACE -fsanitize=${TRESTLE_SANITIZE})
endif()

function(trestle_folder name)
  cmake_parse_arguments(A "" "" "SOURCES;ALONE;USES;PACKAGES;PUBLIC_PACKAGES" ${ARGN})
  add_library(trestle_${name} STATIC ${A_SOURCES} ${A_ALONE})
  if(A_ALONE)
    set_source_files_properties(${A_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
  add_library(trestle::${name} ALIAS trestle_${name})
  # The flags are for this tree, not for those who link what is installed.
  target_link_libraries(trestle_${name} PUBLIC $<BUILD_INTERFACE:trestle_flags> ${A_PUBLIC_PACKAGES})
  foreach(other IN LISTS A_USES)
    target_link_libraries(trestle_${name} PUBLIC trestle_${other})
  endforeach()
  target_link_libraries(trestle_${name} PRIVATE ${A_PACKAGES})
endfunction()
