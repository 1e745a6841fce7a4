#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "tests/runtime/values.h"
#include "translator/runtime/binary.h"
#include "translator/runtime/tlc_values.h"

namespace trestle::runtime {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Files : public Values {
 protected:
  Files() {
    folder =
        std::filesystem::path(::testing::TempDir()) / ("trestle_" + std::to_string(::getpid()) + "_" +
                                                       ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder);
  }
  ~Files() { std::filesystem::remove_all(folder); }
  Value path(const char* name) { return s((folder / name).string()); }
  std::string contents(const char* name) {
    std::ostringstream out;
    out << std::ifstream(folder / name).rdbuf();
    return out.str();
  }
  void write(const char* name, std::string_view text) { std::ofstream(folder / name) << text; }
  std::filesystem::path folder;
};

TEST_F(Files, Json) {
  EXPECT_TRUE(call(Op::JsonSerialize, path("sub/a.json"), tuple({i(1), s("x")})).truth());
  EXPECT_EQ(contents("sub/a.json"), "[1,\"x\"]");
  EXPECT_EQ(text(call(Op::JsonDeserialize, path("sub/a.json"))), "<<1, \"x\">>");
  EXPECT_TRUE(call(Op::NdJsonSerialize, path("b.ndjson"), tuple({i(1), i(2)})).truth());
  EXPECT_EQ(contents("b.ndjson"), "1\n2\n");
  write("c.ndjson", "{\"fl_a\": 1}\r\n\n  \n{\"fl_a\": 2}");
  EXPECT_EQ(text(call(Op::NdJsonDeserialize, path("c.ndjson"))), "<<[fl_a |-> 1], [fl_a |-> 2]>>");
  write("d.ndjson", "1\n{");
  EXPECT_THAT(error([&] { call(Op::NdJsonDeserialize, path("d.ndjson")); }), HasSubstr("line 2 of"));
  EXPECT_THAT(error([&] { call(Op::JsonDeserialize, path("missing")); }), HasSubstr("cannot read the file"));
  EXPECT_THAT(error([&] { call(Op::JsonSerialize, path("e"), ints({1})); }), HasSubstr("sequence or a record"));
}

TEST_F(Files, ValuesSurviveSerialization) {
  const Value big = call(Op::Power, i(3), i(80));
  const Value model_values[] = {mv("fl_n"), mv("fl_m")};
  c.model_values = model_values;
  const Value v = record({{"fl_a", set({tuple({i(-1), s("x\ny")}), tuple({i(2), s("\u00e9\u4e16")})})},
                          {"fl_b", function({{mv("fl_m"), big}, {mv("fl_n"), b(true)}})}});
  for (const bool compress : {false, true}) {
    EXPECT_TRUE(call(Op::IOSerialize, v, path("v"), b(compress)).truth());
    EXPECT_EQ(contents("v").starts_with("\x1F\x8B"), compress);
    EXPECT_TRUE(equal(c, call(Op::IODeserialize, path("v"), b(compress)), v));
    EXPECT_TRUE(equal(c, call(Op::IODeserialize, path("v"), b(!compress)), v));
  }
  EXPECT_TRUE(equal(c, from_bytes(c, to_bytes(c, v)), v));
  EXPECT_THAT(error([&] { to_tlc_bytes(c, call(Op::Seq, ints({1})), false); }), HasSubstr("infinite"));
  EXPECT_THAT(error([&] { to_tlc_bytes(c, mv("fl_other"), false); }), HasSubstr("does not name it"));
  EXPECT_THAT(error([&] { call(Op::IOSerialize, v, path("v"), i(1)); }), HasSubstr("Boolean"));
}

// IOSerialize(<<"a", "a", {"b", "a"}, [x |-> 1, y |-> "x"], [x |-> -7, y |-> "x"], {P, R}, P :> 1 @@ Q :> TRUE,
// [i \in 0..2 |-> i * i], 3..5, <<>>, {}, [i \in {5, 3} |-> <<i>>], {<<1, "long text of some length">>}>>, file, FALSE)
std::string written_by_tlc() {
  constexpr std::string_view digits =
      "07000d0300000198ffffffff00000001610300000198ffffffff000000016105000000020300000198ffffffff000000016103000001dbff"
      "ffffff000000016204000000020300000176ffffffff000000017801000000010300000179ffffffff00000001790300000176ffffffff00"
      "0000017804000000021a000701fffffff91a00080300000176ffffffff000000017805000000021500001500020900020115000001000000"
      "0115000100010900030000000000000000020100000000010000000101000000041700000003000000050700000500000000090002010100"
      "0000030700010100000003010000000507000101000000050500000001070002010000000103000002e9ffffffff000000186c6f6e672074"
      "657874206f6620736f6d65206c656e677468";
  std::string bytes;
  for (size_t i = 0; i < digits.size(); i += 2) bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  return bytes;
}

TEST_F(Files, WhatTlcSerializedIsRead) {
  const Value model_values[] = {mv("fl_P"), mv("fl_Q"), mv("fl_R")};
  c.model_values = model_values;
  EXPECT_EQ(text(from_tlc_bytes(c, written_by_tlc())),
            R"(<<"a", "a", {"a", "b"}, [x |-> 1, y |-> "x"], [x |-> -7, y |-> "x"], {fl_P, fl_R}, (fl_P :> 1 @@ fl_Q :> TRUE), )"
            R"((0 :> 0 @@ 1 :> 1 @@ 2 :> 4), 3..5, <<>>, {}, (3 :> <<3>> @@ 5 :> <<5>>), {<<1, "long text of some length">>}>>)");
  c.model_values = c.model_values.first(2);
  EXPECT_THAT(error([&] { from_tlc_bytes(c, written_by_tlc()); }), HasSubstr("model value number 2"));
}

TEST_F(Files, DamagedTlcBytesAreAnError) {
  const Value model_values[] = {mv("fl_P"), mv("fl_Q"), mv("fl_R")};
  c.model_values = model_values;
  const std::string bytes = written_by_tlc();
  EXPECT_THAT(error([&] { from_tlc_bytes(c, ""); }), HasSubstr("no bytes"));
  EXPECT_THAT(error([&] { from_tlc_bytes(c, "nonsense"); }), HasSubstr("no kind of value 110"));
  for (size_t n = 0; n < bytes.size(); ++n) EXPECT_NE(error([&] { from_tlc_bytes(c, bytes.substr(0, n)); }), "") << n;
  EXPECT_THAT(error([&] { from_tlc_bytes(c, bytes + "x"); }), HasSubstr("damaged"));
  const std::string packed = to_tlc_bytes(c, from_tlc_bytes(c, bytes), true);
  for (size_t n = 2; n < packed.size(); ++n) EXPECT_THAT(error([&] { from_tlc_bytes(c, packed.substr(0, n)); }), HasSubstr("compressed"));
}

TEST_F(Files, DamagedBytesAreAnError) {
  const std::string bytes = to_bytes(c, function({{i(0), ints({1, 2})}, {i(7), s("abc")}}));
  EXPECT_THAT(error([&] { from_bytes(c, "nonsense"); }), HasSubstr("header"));
  for (size_t n = 0; n + 1 < bytes.size(); ++n) EXPECT_NE(error([&] { from_bytes(c, bytes.substr(0, n)); }), "") << n;
  EXPECT_THAT(error([&] { from_bytes(c, bytes + "x"); }), HasSubstr("damaged"));
}

TEST_F(Files, Text) {
  const auto options = [&](const char* how) {
    return record(
        {{"format", s("TXT")}, {"charset", s("UTF-8")}, {"openOptions", tuple({s("WRITE"), s("CREATE"), s(how)})}});
  };
  EXPECT_EQ(text(field(c, call(Op::Serialize, s("one\n"), path("t"), options("TRUNCATE_EXISTING")), atom("exitValue"))),
            "0");
  call(Op::Serialize, s("two\n"), path("t"), options("APPEND"));
  EXPECT_EQ(contents("t"), "one\ntwo\n");
  const Value read = call(Op::Deserialize, path("t"), record({{"format", s("TXT")}, {"charset", s("UTF-8")}}));
  EXPECT_EQ(text(field(c, read, atom("stdout"))), "\"one\\ntwo\\n\"");
  EXPECT_EQ(text(field(c, call(Op::Serialize, s("x"), path("t"), options("CREATE_NEW")), atom("exitValue"))), "1");
  const Value missing = call(Op::Deserialize, path("none"), record({{"format", s("TXT")}}));
  EXPECT_THAT(text(field(c, missing, atom("stderr"))), HasSubstr("cannot read"));
  EXPECT_THAT(error([&] { call(Op::Deserialize, path("t"), record({{"format", s("PDF")}})); }), HasSubstr("\"PDF\""));
}

TEST_F(Files, Csv) {
  EXPECT_TRUE(call(Op::CSVWrite, s("%1$s;%2$s;%%"), tuple({i(1), ints({2})}), path("a.csv")).truth());
  EXPECT_TRUE(call(Op::CSVWrite, s("%s;%s;x"), tuple({i(3), s("y")}), path("a.csv")).truth());
  EXPECT_EQ(contents("a.csv"), "1;{2};%\n3;\"y\";x\n");
  EXPECT_EQ(text(call(Op::CSVRecords, path("a.csv"))), "2");
  EXPECT_EQ(text(call(Op::CSVRecords, path("none.csv"))), "0");
  const Value columns = tuple({s("fl_p"), s("fl_q"), s("fl_r")});
  EXPECT_EQ(text(call(Op::CSVRead, columns, s(";"), path("a.csv"))),
            R"(<<[fl_p |-> "1", fl_q |-> "{2}", fl_r |-> "%"], [fl_p |-> "3", fl_q |-> "\"y\"", fl_r |-> "x"]>>)");
  EXPECT_TRUE(same(call(Op::CSVRead, columns, s(";"), path("none.csv")), empty_tuple()));
  EXPECT_EQ(text(call(Op::CSVRead, tuple({s("fl_p")}), s(";"), path("a.csv"))), R"(<<[fl_p |-> "1"], [fl_p |-> "3"]>>)");
  EXPECT_THAT(error([&] { call(Op::CSVRead, tuple({s("fl_p"), s("fl_q"), s("fl_r"), s("fl_s")}), s(";"), path("a.csv")); }), HasSubstr("line 1"));
  EXPECT_THAT(error([&] { call(Op::CSVRead, columns, s("["), path("a.csv")); }), HasSubstr("regular expression"));
  EXPECT_THAT(error([&] { call(Op::CSVWrite, s("%2$s"), tuple({i(1)}), path("a.csv")); }), HasSubstr("argument 2"));
  EXPECT_THAT(error([&] { call(Op::CSVWrite, s("%d"), tuple({i(1)}), path("a.csv")); }), HasSubstr("%d"));
  call(Op::CSVWriteRecord, record({{"fl_p", i(1)}, {"fl_q", i(2)}}), s(","), b(true), path("b.csv"));
  EXPECT_EQ(contents("b.csv"), "fl_p,fl_q\n1,2\n");
}

TEST_F(Files, Programs) {
  const Value outcome = call(Op::IOExec, tuple({s("sh"), s("-c"), s("echo out; echo err >&2; exit 3")}));
  EXPECT_EQ(text(field(c, outcome, atom("exitValue"))), "3");
  EXPECT_EQ(text(field(c, outcome, atom("stdout"))), "\"out\\n\"");
  EXPECT_EQ(text(field(c, outcome, atom("stderr"))), "\"err\\n\"");
  const Value env = record({{"TRESTLE_TEST", s("set")}});
  EXPECT_EQ(
      text(field(c, call(Op::IOEnvExec, env, tuple({s("sh"), s("-c"), s("echo $TRESTLE_TEST")})), atom("stdout"))),
      "\"set\\n\"");
  EXPECT_EQ(text(field(c, call(Op::IOExecTemplate, tuple({s("echo"), s("%2$s-%1$s")}), tuple({s("a"), s("b")})),
                       atom("stdout"))),
            "\"b-a\\n\"");
  EXPECT_THAT(error([&] { call(Op::IOExec, tuple({s("no such program, surely")})); }), HasSubstr("Cannot run"));
  EXPECT_THAT(error([&] { call(Op::IOExec, empty_tuple()); }), HasSubstr("empty"));
  const Value large =
      call(Op::IOExec, tuple({s("sh"), s("-c"), s("head -c 300000 /dev/zero | tr '\\0' x; echo e >&2")}));
  EXPECT_EQ(text(call(Op::Len, field(c, large, atom("stdout")))), "300000");
}

TEST_F(Files, Environment) {
  ::setenv("TRESTLE_IOENV", "yes", 1);
  EXPECT_EQ(text(field(c, call(Op::IOEnv), atom("TRESTLE_IOENV"))), "\"yes\"");
  // What is not there is told without the rest, which may be secret.
  try {
    field(c, call(Op::IOEnv), atom("TRESTLE_NOT_THERE"));
    FAIL();
  } catch (const EvalError& error) {
    EXPECT_STREQ(error.what(), "Attempted to access nonexistent field \"TRESTLE_NOT_THERE\" of IOEnv");
    EXPECT_EQ(error.hint, "there is no such environment variable");
  }
  EXPECT_EQ(text(call(Op::ParseInteger, s("-12"))), "-12");
  EXPECT_EQ(text(call(Op::ParseInteger, s("007"))), "7");
  for (const char* wrong : {"", "-", "1x", "x"}) {
    EXPECT_THAT(error([&] { call(Op::ParseInteger, s(wrong)); }), HasSubstr("spells an integer")) << wrong;
  }
}

}  // namespace
}  // namespace trestle::runtime
