# What trestle_add_spec and trestle_add_tracer share: a command that runs `trestle compile` when a specification changes.
#
#   trestle_compile_spec(<function> <target> MADE folder MAKES suffix ... OPTIONS ... COMMENT text ARGUMENTS ...)
#
# ARGUMENTS are those that <function> was given: SPEC f.tla [CONFIG f.cfg] [NAME name] [LIBRARY folder ...]. Each suffix
# stands for a file, NAME and the suffix, in the folder; the list of these is trestle_made in the caller.
function(trestle_compile_spec caller target)
  cmake_parse_arguments(PARSE_ARGV 2 T "" "MADE;COMMENT" "MAKES;OPTIONS;ARGUMENTS")
  cmake_parse_arguments(A "" "SPEC;CONFIG;NAME" "LIBRARY" ${T_ARGUMENTS})
  if(NOT A_SPEC OR A_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${caller}(${target} SPEC file.tla [CONFIG file.cfg] [NAME name] [LIBRARY folder ...])")
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
  list(TRANSFORM T_MAKES PREPEND "${T_MADE}/${A_NAME}")

  add_custom_command(
    OUTPUT ${T_MAKES}
    COMMAND trestle::command compile "${A_SPEC}" --config "${A_CONFIG}" ${libraries} --name "${A_NAME}" --out "${T_MADE}"
      ${T_OPTIONS} --depfile "${T_MADE}/${A_NAME}.d"
    DEPENDS "${A_SPEC}" "${A_CONFIG}" trestle::command
    DEPFILE "${T_MADE}/${A_NAME}.d"
    COMMENT "${T_COMMENT} ${A_NAME}"
    VERBATIM)
  set(trestle_made ${T_MAKES} PARENT_SCOPE)
endfunction()
