---- MODULE IOUtils ----
\* Files, processes and the environment. Native but for zeroPadN.
LOCAL INSTANCE TLC
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt

LOCAL Outcome == [exitValue : Int, stdout : STRING, stderr : STRING]

\* A value to a file and back, in the tool's own form.
IOSerialize(val, absoluteFilename, compress) == CHOOSE done : TRUE
IODeserialize(absoluteFilename, compressed) == CHOOSE v : TRUE

\* A string to a text file and back; options is a record with format "TXT", a charset and, to write,
\* openOptions such as <<"WRITE", "CREATE", "TRUNCATE_EXISTING">>. What is read is in stdout.
Serialize(value, dest, options) == CHOOSE outcome \in Outcome : TRUE
Deserialize(src, options) == CHOOSE outcome \in Outcome : TRUE

\* Run a program: a sequence of strings, the Template ones with %s filled in, the Env ones with more
\* environment variables.
IOExec(command) == CHOOSE outcome \in Outcome : TRUE
IOEnvExec(env, command) == CHOOSE outcome \in Outcome : TRUE
IOExecTemplate(commandTemplate, parameters) == CHOOSE outcome \in Outcome : TRUE
IOEnvExecTemplate(env, commandTemplate, parameters) == CHOOSE outcome \in Outcome : TRUE

\* The environment variables as a record of strings.
IOEnv == CHOOSE env : TRUE

\* The integer that a string spells; and n as text with zeros in front up to a width.
atoi(str) == CHOOSE i \in Int : ToString(i) = str
zeroPadN(n, width) ==
  FoldLeft(LAMBDA text, i : "0" \o text, ToString(n), [i \in 1 .. (width - Len(ToString(n))) |-> i])
====
