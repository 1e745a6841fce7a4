---- MODULE SVGValues ----
EXTENDS SVG, Integers, Sequences, FiniteSets, IOUtils

Red == [fill |-> "red"]

ASSUME SVGElem("g", Red, <<>>, "t") = [name |-> "g", attrs |-> Red, children |-> <<>>, innerText |-> "t"]
ASSUME Line(1, 2, 3, 4, Red) = SVGElem("line", [x1 |-> "1", y1 |-> "2", x2 |-> "3", y2 |-> "4", fill |-> "red"], <<>>, "")
ASSUME Circle(1, 2, 3, [r |-> "9"]).attrs = [cx |-> "1", cy |-> "2", r |-> "3"]
ASSUME Rect(1, 2, 3, 4, <<>>).attrs = [x |-> "1", y |-> "2", width |-> "3", height |-> "4"]
ASSUME Text(1, 2, "hi", Red) = SVGElem("text", [x |-> "1", y |-> "2", fill |-> "red"], <<>>, "hi")
ASSUME Image(1, 2, 3, 4, "p.png", <<>>).attrs["xlink:href"] = "p.png" /\ Image(1, 2, 3, 4, "p.png", <<>>).name = "image"
ASSUME Group(<<1>>, Red) = SVGElem("g", Red, <<1>>, "") /\ Svg(<<1>>, Red) = SVGElem("svg", Red, <<1>>, "")
ASSUME LET doc == SVGDoc(<<>>, 0, 0, 60, 40, Red)
       IN doc.children = <<<<>>>> /\ doc.attrs.viewBox = "0 0 60 40" /\ doc.attrs.fill = "red" /\ DOMAIN doc.attrs = {"xmlns:xlink", "xmlns", "viewBox", "fill"}

ASSUME SVGElemToString(SVGElem("g", <<>>, <<>>, "")) = "<g></g>"
ASSUME SVGElemToString(SVGElem("g", [stroke_width |-> "2"], <<>>, "<<1>>")) = "<g stroke-width='2'>&lt;&lt;1&gt;&gt;</g>"
ASSUME SVGElemToString(Group(<<SVGElem("a", <<>>, <<>>, "x"), SVGElem("b", Red, <<>>, "")>>, <<>>))
         = "<g><a>x</a><b fill='red'></b></g>"

ASSUME NodeOfRingNetwork(10, 10, 7, 0, 5) = [x |-> 17, y |-> 10] /\ NodeOfRingNetwork(10, 10, 7, 1, 5) = [x |-> 12, y |-> 16]
ASSUME NodeOfRingNetwork(10, 10, 7, 3, 5) = [x |-> 4, y |-> 5]
ASSUME PointOnLine([x |-> 0, y |-> 10], [x |-> 10, y |-> 0], 2) = [x |-> 5, y |-> 5]
ASSUME PointOnLine([x |-> 0, y |-> 0], [x |-> -3, y |-> 3], 2) = [x |-> -1, y |-> 1]

ASSUME SVGSerialize(Group(<<>>, <<>>), "SVGValues-", 7).exitValue = 0
ASSUME Deserialize("SVGValues-007.svg", [format |-> "TXT", charset |-> "UTF-8"]).stdout = "<g></g>"
ASSUME IOExec(<<"rm", "SVGValues-007.svg">>).exitValue = 0
====
