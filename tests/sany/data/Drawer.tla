---- MODULE Drawer ----
CONSTANT Op(_, _)
VARIABLE content
Content == content
Op2(x, y) == Op(x, y)
====
