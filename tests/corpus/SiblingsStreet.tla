---- MODULE SiblingsStreet ----
VARIABLE lit
Dark(houses) == lit = [h \in houses |-> FALSE]
Switch(h) == lit' = [lit EXCEPT ![h] = ~@]
====
