#include "translator/sany/document.h"

#include <charconv>

namespace trestle::sany {
namespace {

bool is_element(pugi::xml_node node) { return node.type() == pugi::node_element; }

bool is_note(pugi::xml_node node) { return is(node, "location") || is(node, "level"); }

pugi::xml_node element_from(pugi::xml_node node) {
  while (node && !is_element(node)) node = node.next_sibling();
  return node;
}

uint32_t number_in(pugi::xml_node node) {
  const std::string_view digits = node.text().get();
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size())
    throw Wrong{node, "\"" + std::string(digits.substr(0, 20)) + "\" is no number", "digits"};
  return value;
}

}  // namespace

Wrong::Wrong(pugi::xml_node at, std::string message, std::string expected, DiagnosticKind kind)
    : path(sany::path(at)),
      offset(at ? at.offset_debug() : -1),
      length(std::string_view(at.name()).size()),
      message(std::move(message)),
      expected(std::move(expected)),
      kind(kind) {}

bool is(pugi::xml_node node, std::string_view name) { return name == node.name(); }

std::string path(pugi::xml_node node) {
  std::string path;
  for (; node && node.parent(); node = node.parent()) {
    std::string step = node.name();
    if (const auto uid = node.child("UID")) step += std::string("[UID=") + uid.text().get() + "]";
    path = path.empty() ? step : step + "/" + path;
  }
  return path;
}

pugi::xml_node need(pugi::xml_node node, const char* child) {
  const auto found = node.child(child);
  if (!found) throw Wrong{node, std::string("it has no <") + child + ">", std::string("<") + child + "> in it"};
  return found;
}

std::string_view text(pugi::xml_node node, const char* child) { return need(node, child).text().get(); }

uint32_t number(pugi::xml_node node, const char* child) { return number_in(need(node, child)); }

pugi::xml_node after(pugi::xml_node child) { return element_from(child.next_sibling()); }

pugi::xml_node first(pugi::xml_node node) {
  auto child = element_from(node.first_child());
  while (child && is_note(child)) child = after(child);
  return child;
}

pugi::xml_node only(pugi::xml_node node, std::string_view expected) {
  const auto child = first(node);
  if (!child || after(child))
    throw Wrong{node, child ? "it has more than one element" : "it is empty", std::string(expected)};
  return child;
}

uint32_t uid(pugi::xml_node reference) { return number(reference, "UID"); }

Place place(pugi::xml_node node) {
  const auto location = node.child("location");
  if (!location) return {};
  const auto line = need(location, "line"), column = need(location, "column");
  return {text(location, "filename"),
          {number(line, "begin"), number(column, "begin")},
          {number(line, "end"), number(column, "end")}};
}

bool is_instance_made(pugi::xml_node definition) {
  const auto body = first(need(definition, "body"));
  if (is(body, "SubstInNode")) return true;
  const Place here = place(definition), formula = place(body);
  return here.begin.line != 0 && formula.begin.line != 0 && !here.contains(formula);
}

Document::Document(const Source& xml) {
  const std::string_view bytes = xml.text();
  const auto parsed = document_.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (!parsed) {
    auto at = document_.last_child();
    while (at.last_child()) at = at.last_child();
    throw Wrong{at, std::string("the XML breaks off or is not well formed: ") + parsed.description(),
                "a file as tla2sany.xml.XMLExporter wrote it, to its end"};
  }
  root_ = document_.child("modules");
  if (!root_) throw Wrong{document_.document_element(), "this is not SANY's XML", "<modules> as root element"};
  for (auto entry = first(need(root_, "context")); entry; entry = after(entry)) {
    if (!is(entry, "entry")) throw Wrong{entry, "this does not belong into <context>", "<entry>"};
    const auto node = after(need(entry, "UID"));
    if (!node) throw Wrong{entry, "it defines nothing", "a node after <UID>"};
    entries_.emplace(number(entry, "UID"), node);
    if (is(node, "ModuleNode")) modules_.push_back(node);
  }
  for (const auto module : root_.children("ModuleNode")) modules_.push_back(module);
  for (const auto module : modules_) {
    for (const auto listed : module.children("UserDefinedOpKindRef")) of_modules_.insert(uid(listed));
    for (const auto instance : module.children("InstanceNode")) {
      if (!instance.child("uniquename")) continue;
      for (auto parameter = first(need(instance, "params")); parameter; parameter = after(parameter))
        instances_.emplace(uid(parameter), text(instance, "uniquename"));
    }
  }
}

pugi::xml_node Document::entry(pugi::xml_node reference) const {
  const auto found = entries_.find(uid(reference));
  if (found == entries_.end()) throw Wrong{reference, "nothing has this UID", "the UID of an entry of <context>"};
  return found->second;
}

std::string_view Document::instance_with(uint32_t parameter) const {
  const auto found = instances_.find(parameter);
  return found == instances_.end() ? std::string_view{} : found->second;
}

}  // namespace trestle::sany
