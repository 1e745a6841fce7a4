---- MODULE HTML ----
\* Web pages as strings.
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt

\* The text with the first place of args[i][1] filled by args[i][2], for each i in turn.
HTMLFill(string, args) == FoldLeft(LAMBDA text, arg : ReplaceFirstSubSeq(arg[2], arg[1], text), string, args)

\* The texts with a separator between them; empty ones in front are left out.
LOCAL Join(texts, separator) ==
  FoldLeft(LAMBDA joined, text : IF joined = "" THEN text ELSE (joined \o separator) \o text, "", texts)
LOCAL Lines(texts) == Join(texts, "\n")

LOCAL Quoted(text) == ("\"" \o text) \o "\""

\* A document, and its parts from the top down.
HTMLDocument(header, body, list_of_scripts) ==
  Lines(<<"<!DOCTYPE html>", "<html>", header, body, Lines(list_of_scripts), "</html>">>)

HTMLClass(classname, attribute_list) == Lines(<<classname \o " {", Lines(attribute_list), "}">>)
HTMLAttribute(name, value) == ((name \o ": ") \o value) \o ";"
HTMLDefaultStyle ==
  Lines(<<
    HTMLClass(".default_grid", <<HTMLAttribute("display", "grid")>>),
    HTMLClass(".default_box", <<HTMLAttribute("border", "1px solid black")>>),
    HTMLClass(".default_circle", <<HTMLAttribute("border-radius", "50%")>>)>>)
HTMLStyleSheet(class_list) ==
  Lines(<<"<style type=\"text/css\">", HTMLDefaultStyle, Lines(class_list), "</style>">>)

HTMLScriptFile(name) == ("<script src=" \o Quoted(name)) \o "></script>"
HTMLScript(children) == Lines(<<"<script>", Lines(children), "</script>">>)
HTMLLink(name, type) == ((("<link href=" \o Quoted(name)) \o " rel=") \o Quoted(type)) \o "/>"
HTMLHeader(title, list_of_links, class_list) ==
  Lines(<<
    "<head>",
    "<meta charset=\"UTF-8\">",
    ("<title>" \o title) \o "</title>",
    Lines(list_of_links),
    HTMLStyleSheet(class_list),
    "</head>">>)
HTMLBody(body) == Lines(<<"<body>", body, "</body>">>)

HTMLFrame(id, children) == Lines(<<("<div id=" \o Quoted(id)) \o ">", Lines(children), "</div>">>)
HTMLGridContainer(id, class_list, children) ==
  LET class == "default_grid " \o Join(class_list, " ")
  IN Lines(<<((("<div id=" \o Quoted(id)) \o " class=") \o Quoted(class)) \o ">", Lines(children), "</div>">>)
HTMLBox(id, class_list, size, children) ==
  LET class == "default_box " \o Join(class_list, " ")
      open == ((("<div id=" \o Quoted(id)) \o " class=") \o Quoted(class)) \o " style="
  IN Lines(<<(open \o Quoted(size)) \o ">", Lines(children), "</div>">>)
HTMLCircle(id, class_list, size, children) == HTMLBox(id, <<"default_circle">> \o class_list, size, children)
HTMLText(id, text) == Lines(<<("<span id=" \o Quoted(id)) \o ">", text, "</span>">>)
HTMLSVG(id, viewBox, size, svgString) ==
  LET open == ((("<svg id=" \o Quoted(id)) \o " viewBox=") \o Quoted(viewBox)) \o " style="
  IN Lines(<<(open \o Quoted(size)) \o ">", svgString, "</svg>">>)

HTMLSize(width, height) == Join(<<HTMLAttribute("width", width), HTMLAttribute("height", height)>>, " ")
HTMLNewLine == "<br>"
HTMLFlexCenterAttributes ==
  Lines(<<
    HTMLAttribute("display", "flex"),
    HTMLAttribute("align-items", "center"),
    HTMLAttribute("justify-content", "center")>>)

\* Scripts that draw lines between elements and turn keys into navigation.
LOCAL Element(id) == ("document.getElementById(" \o Quoted(id)) \o ")"
HTMLJSLineElems(fromID, destID) == (Element(fromID) \o ", ") \o Element(destID)
HTMLJSLine(fromID, destID, color, size) ==
  HTMLFill("new LeaderLine(%elems%, {color: '%color%', size: %size%})",
           <<<<"%elems%", HTMLJSLineElems(fromID, destID)>>, <<"%color%", color>>, <<"%size%", size>>>>)
HTMLJSLineDash(fromID, destID, color, size) ==
  HTMLFill("new LeaderLine(%elems%,  {color: '%color%', size: %size%, dash: true})",
           <<<<"%elems%", HTMLJSLineElems(fromID, destID)>>, <<"%color%", color>>, <<"%size%", size>>>>)
HTMLJSKeyListener(events) ==
  Lines(<<"window.onkeyup = function(event) {", "let key = event.key.toUpperCase();", Lines(events), "}">>)
HTMLJSNavigationKey(key, file) ==
  Lines(<<("if(key == '" \o key) \o "'){", ("window.location.replace(" \o Quoted(file)) \o ");", "}">>)
====
