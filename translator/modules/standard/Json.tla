---- MODULE Json ----
\* Values as JSON text and files of it. Native.
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE TLC

\* The text of a value: sequences and sets are arrays, other functions objects.
ToJson(value) == CHOOSE text \in STRING : TRUE
ToJsonArray(value) == CHOOSE text \in STRING : TRUE
ToJsonObject(value) == CHOOSE text \in STRING : TRUE

\* A file that is one JSON value.
JsonSerialize(absoluteFilename, value) == CHOOSE done : TRUE
JsonDeserialize(absoluteFilename) == CHOOSE v : TRUE

\* A file with one JSON value on each line: a sequence.
ndJsonSerialize(absoluteFilename, value) == CHOOSE done : TRUE
ndJsonDeserialize(absoluteFilename) == CHOOSE v : TRUE
====
