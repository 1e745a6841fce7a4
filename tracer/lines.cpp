#include "tracer/lines.h"

#include <algorithm>
#include <new>
#include <utility>
#include <vector>

namespace trestle::tracer {
namespace {

constexpr int kDeepest = 200;  // values within values; the reader of traces has a limit as well
constexpr std::string_view kOps[] = {"is", "add", "remove", "append", "contains"};  // by Op

bool append_value(Text& out, std::span<const uint64_t>& words, int depth);

bool take(std::span<const uint64_t>& words, uint64_t& word) {
  if (words.empty()) return false;
  word = words[0];
  words = words.subspan(1);
  return true;
}

bool append_text(Text& out, std::span<const uint64_t>& words) {
  std::string_view text;
  if (!take_text(words, text)) return false;
  out.append_string(text);
  return true;
}

// Names that begin so are the format's own.
bool is_reserved(std::string_view name) { return name.starts_with('#'); }

// One that is given twice would make a line that is no JSON.
bool add_name(std::vector<std::string_view>& given, std::string_view name) {
  if (is_reserved(name) || std::find(given.begin(), given.end(), name) != given.end()) return false;
  try {
    given.push_back(name);
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

// Up to Tag::end.
bool append_list(Text& out, std::string_view open, std::span<const uint64_t>& words, std::string_view close, bool named,
                 int depth) {
  out.append(open);
  std::vector<std::string_view> given;
  for (bool first = true;; first = false) {
    if (words.empty()) return false;
    if (tag_of(words[0]) == Tag::end) break;
    if (!first) out.append(',');
    if (named) {
      std::string_view name;
      if (!take_text(words, name) || !add_name(given, name)) return false;
      out.append_string(name);
      out.append(':');
    }
    if (!append_value(out, words, depth + 1)) return false;
  }
  words = words.subspan(1);
  out.append(close);
  return true;
}

bool append_value(Text& out, std::span<const uint64_t>& words, int depth) {
  uint64_t word = 0, next = 0;
  if (depth > kDeepest || words.empty()) return false;
  if (tag_of(words[0]) == Tag::string) return append_text(out, words);
  take(words, word);
  switch (tag_of(word)) {
    case Tag::int32: return out.append_integer(static_cast<int32_t>(small_of(word))), true;
    case Tag::int64:
      if (!take(words, next)) return false;
      return out.append_integer(static_cast<int64_t>(next)), true;
    case Tag::uint64:
      if (!take(words, next)) return false;
      out.append("{\"#bigint\":\"");
      out.append_integer(next);
      return out.append("\"}"), true;
    case Tag::no: return out.append("false"), true;
    case Tag::yes: return out.append("true"), true;
    case Tag::model:
      out.append("{\"#model\":");
      if (!append_text(out, words)) return false;
      return out.append('}'), true;
    case Tag::sequence: return append_list(out, "[", words, "]", false, depth);
    case Tag::set: return append_list(out, "{\"#set\":[", words, "]}", false, depth);
    case Tag::map: return append_list(out, "{\"#map\":[", words, "]}", false, depth);
    case Tag::fields: return append_list(out, "{", words, "}", true, depth);
    default: return false;
  }
}

// A name by its number, or, for 0, the string that follows.
bool take_name(uint32_t number, std::span<const uint64_t>& words, const NameText& names, std::string_view& name) {
  if (number == 0) return take_text(words, name);
  name = names(number);
  return !name.empty();
}

bool append_name(Text& out, uint32_t number, std::span<const uint64_t>& words, const NameText& names) {
  std::string_view name;
  if (!take_name(number, words, names, name)) return false;
  out.append_string(name);
  return true;
}

}  // namespace

bool append_value(Text& out, std::span<const uint64_t>& words) { return append_value(out, words, 0); }

bool take_text(std::span<const uint64_t>& words, std::string_view& text) {
  if (words.empty() || tag_of(words[0]) != Tag::string) return false;
  const size_t size = small_of(words[0]);
  const size_t used = 1 + (size + 7) / 8;
  if (used > words.size()) return false;
  text = {reinterpret_cast<const char*>(words.data() + 1), size};
  words = words.subspan(used);
  return true;
}

void Lines::reset(const std::string& node) {
  node_ = node;
  json_node_.clear();
  json_node_.append_string(node_);
}

bool Lines::param(uint64_t word, std::span<const uint64_t>& words, const NameText& names) {
  std::string_view name;
  if (!take_name(name_of(word), words, names, name) || !add_name(given_, name)) return false;
  params_.append(params_.empty() ? '{' : ',');
  params_.append_string(name);
  params_.append(':');
  if (tag_of(word) != Tag::small) return append_value(params_, words);
  params_.append_integer(static_cast<int32_t>(small_of(word)));
  return true;
}

bool Lines::items(std::span<const uint64_t> words, const NameText& names) {
  since_ = 0;
  given_.clear();
  bool sends = false;
  for (Text* text : {&params_, &before_, &after_, &causes_, &members_}) text->clear();
  uint64_t word = 0;
  while (take(words, word)) {
    const Tag tag = tag_of(word);
    switch (tag) {
      case Tag::param:
      case Tag::small:
        if (!param(word, words, names)) return false;
        break;
      case Tag::before:
      case Tag::after: {
        Text& list = tag == Tag::before ? before_ : after_;
        const uint32_t op = small_of(word) & 0xFF;
        if (op >= std::size(kOps)) return false;
        list.append(list.empty() ? "[{\"var\":" : ",{\"var\":");
        if (!append_name(list, name_of(word), words, names)) return false;
        if ((small_of(word) & kHasPath) != 0) {
          list.append(",\"path\":");
          if (!append_value(list, words)) return false;
        }
        if (op != 0) {
          list.append(",\"op\":\"");
          list.append(kOps[op]);
          list.append('"');
        }
        list.append(",\"value\":");
        if (!append_value(list, words)) return false;
        list.append('}');
        break;
      }
      case Tag::since:
        if (!take(words, since_)) return false;
        break;
      case Tag::hybrid:
        if (!take(words, word)) return false;
        members_.append(",\"hlc\":");
        members_.append_integer(word);
        break;
      case Tag::sends:
        if (std::exchange(sends, true)) return false;
        members_.append(",\"id\":");
        if (!append_value(members_, words)) return false;
        break;
      case Tag::receives:
        causes_.append(causes_.empty() ? '[' : ',');
        if (!append_value(causes_, words)) return false;
        break;
      default: return false;
    }
  }
  return true;
}

bool Lines::event(Text& out, std::span<const uint64_t> record, const NameText& names, uint64_t seq,
                  const WallClock& wall) {
  if (record.size() < kRecordHeader) return false;
  std::span<const uint64_t> words = record.subspan(kRecordHeader);
  std::string_view called;
  if (!take_name(static_cast<uint32_t>(record[3]), words, names, called) || is_reserved(called) || !items(words, names)) return false;
  Text name;
  name.append_string(called);
  size_t size = 0;
  for (const Text* text : {&name, &params_, &before_, &after_, &causes_, &members_}) {
    if (text->failed()) return false;
    size += text->size();
  }
  constexpr size_t kFrame = 256;  // more than the members' names, numbers and brackets
  clock.set(node_, seq);
  if (!out.reserve(size + json_node_.size() + clock.encoded_bound() + kFrame)) return false;

  // Sequence and clock come before anything the user wrote: resume() relies on it.
  out.append("{\"event\":");
  out.append(name.view());
  out.append(",\"node\":");
  out.append(json_node_.view());
  out.append(",\"seq\":");
  out.append_integer(seq);
  out.append(",\"clock\":");
  clock.encode_to(out);
  out.append(",\"time\":");
  out.append_integer(wall.at(since_ != 0 ? since_ : record[2]));
  if (since_ != 0) {
    out.append(",\"until\":");
    out.append_integer(std::max(wall.at(since_), wall.at(record[2])));
  }
  const auto part = [&](std::string_view key, const Text& text, char close) {
    if (text.empty()) return;
    out.append(key);
    out.append(text.view());
    out.append(close);
  };
  part(",\"params\":", params_, '}');
  part(",\"before\":", before_, ']');
  part(",\"after\":", after_, ']');
  part(",\"causes\":", causes_, ']');
  out.append(members_.view());
  out.append("}\n");
  return true;
}

void Lines::dropped(Text& out, uint64_t seq, uint64_t count) const {
  out.append("{\"event\":\"#dropped\",\"node\":");
  out.append(json_node_.view());
  if (count != 0) {
    out.append(",\"seq\":");
    out.append_integer(seq);
    out.append(",\"count\":");
    out.append_integer(count);
  }
  out.append("}\n");
}

void Lines::end(Text& out, uint64_t seq) const {
  out.append("{\"event\":\"#end\",\"node\":");
  out.append(json_node_.view());
  out.append(",\"seq\":");
  out.append_integer(seq);
  out.append("}\n");
}

}  // namespace trestle::tracer
