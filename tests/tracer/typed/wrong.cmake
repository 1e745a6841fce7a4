# Compiles depot.cpp as it is, which must work, and with each of its mistakes, which must not. COMPILER, FLAGS, SOURCE.
foreach(wrong RANGE 0 9)
  execute_process(COMMAND ${COMPILER} ${FLAGS} -fsyntax-only -DWRONG=${wrong} ${SOURCE} RESULT_VARIABLE result ERROR_VARIABLE text)
  if(wrong EQUAL 0 AND NOT result EQUAL 0)
    message(FATAL_ERROR "does not compile without a mistake:\n${text}")
  elseif(wrong GREATER 0 AND (result EQUAL 0 OR NOT text MATCHES "depot.cpp:[0-9]+:[0-9]+: error"))
    message(FATAL_ERROR "mistake ${wrong} compiles, or fails elsewhere:\n${text}")
  endif()
endforeach()
