---- MODULE JugsMath ----
EXTENDS Integers
Least(a, b) == IF a < b THEN a ELSE b
====
