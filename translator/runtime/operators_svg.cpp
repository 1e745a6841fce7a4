// Modules SVG and Statistics.
#include <cmath>
#include <numbers>
#include <string>

#include <boost/math/distributions/chi_squared.hpp>

#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/op.h"
#include "translator/runtime/operators.h"

namespace trestle::runtime {

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
  return text;
}

std::string text_field(Context& context, Value element, const char* name) {
  const Value v = field(context, element, atom(name));
  if (v.kind() != Kind::String) bad_argument(name, "an SVG element", "a string", v);
  return std::string(atom_text(v.atom_id()));
}

std::string svg(Context& context, Value element) {
  if (element.kind() != Kind::Record) bad_argument("argument", "SVGElemToString", "a record", element);
  const std::string name = text_field(context, element, "name");
  std::string out = "<" + name;
  const Value attributes = field(context, element, atom("attrs"));
  if (attributes.kind() == Kind::Record) {
    for (uint32_t f : record_fields(attributes->aux)) {
      const std::string key(atom_text(f));
      out += " " + replaced(key, "_", "-") + "='" + text_field(context, attributes, key.c_str()) + "'";
    }
  } else if (attributes.kind() != Kind::Tuple || attributes->size != 0) {
    bad_argument("attrs", "an SVG element", "a record", attributes);
  }
  out += ">" + replaced(replaced(text_field(context, element, "innerText"), "<<", "&lt;&lt;"), ">>", "&gt;&gt;");
  const Value children = explicit_function(context, field(context, element, atom("children")));
  if (!is_function(children.kind())) bad_argument("children", "an SVG element", "a sequence", children);
  for (Value child : children->span().subspan(children.kind() == Kind::Function)) out += svg(context, child);
  return out + "</" + name + ">";
}

std::vector<double> counts(Context& context, const char* which, Value function) {
  if (!is_function(function.kind())) bad_argument(which, "ChiSquare", "a function", function);
  const Value f = explicit_function(context, function);
  std::vector<double> result;
  for (Value v : f->span().subspan(f.kind() == Kind::Function)) {
    result.push_back(static_cast<double>(small_argument(which, "ChiSquare", v)));
  }
  return result;
}

}  // namespace

namespace op {

Value SvgText(Context& c, const Value* a, uint32_t) { return string_value(svg(c, a[0])); }

// NodeOfRingNetwork(cx, cy, r, n, m): where node n of m stands, cut towards zero.
Value RingPoint(Context& c, const Value* a, uint32_t) {
  double n[5];
  for (int i = 0; i < 5; ++i) n[i] = static_cast<double>(small_argument("argument", "NodeOfRingNetwork", a[i]));
  if (n[4] == 0) fail("NodeOfRingNetwork needs at least one node");
  const double angle = 2 * std::numbers::pi / n[4] * n[3];
  const uint32_t fields[] = {atom("x"), atom("y")};
  const Value values[] = {Value::integer(static_cast<int64_t>(n[0] + n[2] * std::cos(angle))),
                          Value::integer(static_cast<int64_t>(n[1] + n[2] * std::sin(angle)))};
  return make_record(c, fields, values);
}

// TRUE unless the test rejects that the counts come from the expected distribution. Expected counts are scaled to the
// number of observations.
Value ChiSquare(Context& c, const Value* a, uint32_t) {
  const std::vector<double> expected = counts(c, "first argument", a[0]), actual = counts(c, "second argument", a[1]);
  if (a[2].kind() != Kind::String)
    bad_argument("third argument", "ChiSquare", "a string with a number in (0, 0.5]", a[2]);
  const std::string text(atom_text(a[2].atom_id()));
  char* end = nullptr;
  const double alpha = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || *end != '\0' || !(alpha > 0 && alpha <= 0.5)) {
    bad_argument("third argument", "ChiSquare", "a string with a number in (0, 0.5]", a[2]);
  }
  if (expected.size() < 2 || expected.size() != actual.size()) {
    fail("ChiSquare needs two functions with the same domain of at least two elements");
  }
  double expected_sum = 0, actual_sum = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (expected[i] <= 0 || actual[i] < 0) fail("ChiSquare needs positive expected counts and no negative actual ones");
    expected_sum += expected[i];
    actual_sum += actual[i];
  }
  double statistic = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    const double wanted = expected[i] * actual_sum / expected_sum;
    if (wanted > 0) statistic += (actual[i] - wanted) * (actual[i] - wanted) / wanted;
  }
  const boost::math::chi_squared distribution(static_cast<double>(expected.size() - 1));
  const double p = boost::math::cdf(boost::math::complement(distribution, statistic));
  return Value::boolean(!(p < alpha));
}

}  // namespace op

}  // namespace trestle::runtime
