---- MODULE IOUtilsValues ----
EXTENDS IOUtils, Integers, Sequences, TLC

Overwrite == [format |-> "TXT", charset |-> "UTF-8", openOptions |-> <<"WRITE", "CREATE", "TRUNCATE_EXISTING">>]
AppendTo == [format |-> "TXT", charset |-> "UTF-8", openOptions |-> <<"WRITE", "APPEND">>]
Text == [format |-> "TXT", charset |-> "UTF-8"]

ASSUME atoi("12") = 12 /\ atoi("-3") = -3 /\ atoi("007") = 7
ASSUME zeroPadN(7, 3) = "007" /\ zeroPadN(1234, 3) = "1234" /\ zeroPadN(0, 0) = "0"

ASSUME Serialize("one\n", "IOUtilsValues.txt", Overwrite).exitValue = 0
ASSUME Serialize("two\n", "IOUtilsValues.txt", AppendTo).exitValue = 0
ASSUME Deserialize("IOUtilsValues.txt", Text) = [exitValue |-> 0, stdout |-> "one\ntwo\n", stderr |-> ""]
ASSUME Deserialize("IOUtilsValues.none", Text).exitValue = 1

ASSUME IOSerialize([a |-> <<1, {2}, "s", TRUE>>], "IOUtilsValues.bin", FALSE)
ASSUME IODeserialize("IOUtilsValues.bin", FALSE) = [a |-> <<1, {2}, "s", TRUE>>]
ASSUME IOSerialize(1 :> 2 @@ 4 :> 3, "IOUtilsValues.bin", TRUE)
ASSUME IODeserialize("IOUtilsValues.bin", TRUE) = (1 :> 2 @@ 4 :> 3)

ASSUME IOExec(<<"echo", "a b">>) = [exitValue |-> 0, stdout |-> "a b\n", stderr |-> ""]
ASSUME IOExecTemplate(<<"echo", "x%1$sy", "%2$s">>, <<"p", "q">>).stdout = "xpy q\n"
ASSUME IOEnvExec([FLAVOUR |-> "sweet"], <<"sh", "-c", "echo $FLAVOUR; echo no >&2; exit 3">>)
         = [exitValue |-> 3, stdout |-> "sweet\n", stderr |-> "no\n"]
ASSUME IOEnvExecTemplate([FLAVOUR |-> "sour"], <<"sh", "-c", "echo $FLAVOUR %s">>, <<"milk">>).stdout = "sour milk\n"
ASSUME "PATH" \in DOMAIN IOEnv /\ Len(IOEnv.PATH) > 0

ASSUME IOExec(<<"rm", "IOUtilsValues.txt", "IOUtilsValues.bin">>).exitValue = 0
====
