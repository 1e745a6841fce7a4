---- MODULE CSVValues ----
EXTENDS CSV, IOUtils, Integers, Sequences

File == "CSVValues.csv"

ASSUME CSVRecords(File) = 0 /\ CSVRead(<<"a">>, "#", File) = <<>>
ASSUME CSVWrite("%1$s#%2$s", <<1, "x">>, File)
ASSUME CSVWriteRecord([b |-> 1, a |-> "q"], "#", TRUE, File)
ASSUME CSVWriteRecord([b |-> 2, a |-> "r"], "#", FALSE, File)
\* What was written is TLA+ text: strings come back with their quotes.
ASSUME CSVRead(<<"p", "q">>, "#", File)[1] = [p |-> "1", q |-> "\"x\""]
ASSUME Len(CSVRead(<<"p", "q">>, "#", File)) = 4 /\ CSVRecords(File) = 4
ASSUME LET header == CSVRead(<<"p", "q">>, "#", File)[2] IN {header.p, header.q} = {"a", "b"}
ASSUME IOExec(<<"rm", File>>).exitValue = 0
====
