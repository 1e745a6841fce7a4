---- MODULE SVG ----
\* Drawings: elements as records with a name, attributes, children and a text.
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE Integers
LOCAL INSTANCE TLC
LOCAL INSTANCE FiniteSets

SVGElem(_name, _attrs, _children, _innerText) ==
  [name |-> _name, attrs |-> _attrs, children |-> _children, innerText |-> _innerText]

\* An element with its own attributes, which win over those given.
LOCAL Shape(name, own, attrs, text) == SVGElem(name, own @@ attrs, <<>>, text)

Line(x1, y1, x2, y2, attrs) ==
  Shape("line", [x1 |-> ToString(x1), y1 |-> ToString(y1), x2 |-> ToString(x2), y2 |-> ToString(y2)], attrs, "")
Circle(cx, cy, r, attrs) ==
  Shape("circle", [cx |-> ToString(cx), cy |-> ToString(cy), r |-> ToString(r)], attrs, "")
Rect(x, y, w, h, attrs) ==
  Shape("rect", [x |-> ToString(x), y |-> ToString(y), width |-> ToString(w), height |-> ToString(h)], attrs, "")
Text(x, y, text, attrs) == Shape("text", [x |-> ToString(x), y |-> ToString(y)], attrs, text)
Image(x, y, width, height, href, attrs) ==
  LET own == [x |-> ToString(x), y |-> ToString(y), width |-> ToString(width), height |-> ToString(height)]
  IN Shape("image", "xlink:href" :> href @@ own, attrs, "")

\* Elements drawn together; a drawing; a drawing that shows the given part of the plane.
Group(children, attrs) == SVGElem("g", attrs, children, "")
Svg(children, attrs) == SVGElem("svg", attrs, children, "")
SVGDoc(children, vbX, vbY, vbW, vbH, attrs) ==
  LET view == ((((ToString(vbX) \o " ") \o ToString(vbY)) \o " ") \o (ToString(vbW) \o " ")) \o ToString(vbH)
      own == [xmlns |-> "http://www.w3.org/2000/svg", viewBox |-> view]
  IN Svg(<<children>>, ("xmlns:xlink" :> "http://www.w3.org/1999/xlink" @@ own) @@ attrs)

\* The text of an element.
SVGElemToString(elem) == CHOOSE text \in STRING : TRUE

\* Where node n of m stands on a circle of radius r around (cx, cy).
NodeOfRingNetwork(cx, cy, r, n, m) == CHOOSE p \in [x : Int, y : Int] : TRUE

\* Where the nodes of a graph stand in a view of options.view_width by options.view_height: on a grid, in rows.
\* TLC lays them out by the algorithm that options.algo names.
NodesOfDirectedMultiGraph(nodes, edges, options) ==
  LET count == Cardinality(nodes)
      width == CHOOSE w \in 1 .. (count + 1) : w * w \geq count /\ \A v \in 1 .. (w - 1) : v * v < count
      RECURSIVE place(_, _)
      place(placed, Rest) ==
        IF Rest = {} THEN placed
        ELSE LET n == CHOOSE n \in Rest : TRUE
                 i == count - Cardinality(Rest)
                 point == [x |-> ((i % width) * options.view_width) \div width,
                           y |-> ((i \div width) * options.view_height) \div width]
             IN place(n :> point @@ placed, Rest \ {n})
  IN place(<<>>, nodes)

\* The point a segment-th of the way from one point to another, cut towards zero.
PointOnLine(from, to, segment) ==
  LET cut(n) == IF n < 0 THEN -((-n) \div segment) ELSE n \div segment
  IN [x |-> cut(from.x * segment + (to.x - from.x)), y |-> cut(from.y * segment + (to.y - from.y))]

\* Writes a drawing to the file named by the prefix, the number in three digits, and .svg.
SVGSerialize(svg, frameNamePrefix, frameNumber) ==
  LET IO == INSTANCE IOUtils
      file == (frameNamePrefix \o IO!zeroPadN(frameNumber, 3)) \o ".svg"
      options == [format |-> "TXT", charset |-> "UTF-8", openOptions |-> <<"WRITE", "CREATE", "TRUNCATE_EXISTING">>]
  IN IO!Serialize(SVGElemToString(svg), file, options)
====
