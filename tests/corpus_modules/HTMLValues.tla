---- MODULE HTMLValues ----
EXTENDS HTML, Sequences

ASSUME HTMLFill("a %x% b %y% %x%", <<<<"%x%", "1">>, <<"%y%", "2">>>>) = "a 1 b 2 %x%" /\ HTMLFill("a", <<>>) = "a"
ASSUME HTMLAttribute("display", "grid") = "display: grid;" /\ HTMLSize("1px", "2px") = "width: 1px; height: 2px;"
ASSUME HTMLClass(".c", <<"p: q;", "r: s;">>) = ".c {\np: q;\nr: s;\n}" /\ HTMLClass(".c", <<>>) = ".c {\n\n}"
ASSUME HTMLScriptFile("f.js") = "<script src=\"f.js\"></script>" /\ HTMLLink("n", "t") = "<link href=\"n\" rel=\"t\"/>"
ASSUME HTMLScript(<<"a", "b">>) = "<script>\na\nb\n</script>" /\ HTMLBody("b") = "<body>\nb\n</body>"
ASSUME HTMLFrame("i", <<"c">>) = "<div id=\"i\">\nc\n</div>" /\ HTMLText("i", "t") = "<span id=\"i\">\nt\n</span>"
ASSUME HTMLGridContainer("i", <<"c", "d">>, <<"k">>) = "<div id=\"i\" class=\"default_grid c d\">\nk\n</div>"
ASSUME HTMLBox("i", <<"c">>, "s", <<"k">>) = "<div id=\"i\" class=\"default_box c\" style=\"s\">\nk\n</div>"
ASSUME HTMLCircle("i", <<>>, "s", <<"k">>) = "<div id=\"i\" class=\"default_box default_circle\" style=\"s\">\nk\n</div>"
ASSUME HTMLSVG("i", "v", "s", "g") = "<svg id=\"i\" viewBox=\"v\" style=\"s\">\ng\n</svg>" /\ HTMLNewLine = "<br>"
ASSUME HTMLFlexCenterAttributes = "display: flex;\nalign-items: center;\njustify-content: center;"
ASSUME HTMLDefaultStyle = ".default_grid {\ndisplay: grid;\n}\n.default_box {\nborder: 1px solid black;\n}\n.default_circle {\nborder-radius: 50%;\n}"
ASSUME HTMLStyleSheet(<<"x">>) = "<style type=\"text/css\">\n" \o HTMLDefaultStyle \o "\nx\n</style>"
ASSUME HTMLHeader("t", <<"l">>, <<>>)
         = "<head>\n<meta charset=\"UTF-8\">\n<title>t</title>\nl\n" \o HTMLStyleSheet(<<>>) \o "\n</head>"
ASSUME HTMLDocument("h", "b", <<"s", "t">>) = "<!DOCTYPE html>\n<html>\nh\nb\ns\nt\n</html>"
ASSUME HTMLJSLineElems("a", "b") = "document.getElementById(\"a\"), document.getElementById(\"b\")"
ASSUME HTMLJSLine("a", "b", "red", "3") = "new LeaderLine(" \o HTMLJSLineElems("a", "b") \o ", {color: 'red', size: 3})"
ASSUME HTMLJSLineDash("a", "b", "red", "3")
         = "new LeaderLine(" \o HTMLJSLineElems("a", "b") \o ",  {color: 'red', size: 3, dash: true})"
ASSUME HTMLJSKeyListener(<<"e">>) = "window.onkeyup = function(event) {\nlet key = event.key.toUpperCase();\ne\n}"
ASSUME HTMLJSNavigationKey("K", "f") = "if(key == 'K'){\nwindow.location.replace(\"f\");\n}"
====
