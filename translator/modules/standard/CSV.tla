---- MODULE CSV ----
\* Files of separated values. Native.
LOCAL INSTANCE TLC
LOCAL INSTANCE Integers

\* Append a line to the file: the sequence val put into a format with %1$s, %2$s, ...; or a record's values
\* between delimiters, with a line of its field names before it if headers.
CSVWrite(template, val, file) == CHOOSE done : TRUE
CSVWriteRecord(record, delim, headers, file) == CHOOSE done : TRUE

\* The lines of the file as a sequence of records of strings; how many lines it has.
CSVRead(columns, delimiter, file) == CHOOSE records : TRUE
CSVRecords(file) == CHOOSE n : TRUE
====
