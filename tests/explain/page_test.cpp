// The HTML page: what is in it, and, where Chromium is installed, whether it works there.
#include "validator/report/page.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/explain/small_spec.h"

namespace trestle::explain {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string page_of(const Held& held) {
  return report::to_html(held.result, held.explained, *held.model, {.spec = "Boxes.tla", .config = "Boxes.cfg"});
}

const std::string kTwoNodes[] = {
    R"({"event":"Add","node":"a","clock":{"a":1},"params":{"n":1}}
{"event":"Put","node":"a","clock":{"a":2},"params":{"b":"left","x":3}}
)",
    R"({"event":"Take","node":"b","clock":{"a":2,"b":1},"params":{"b":"left","x":3}}
{"event":"Take","node":"b","clock":{"a":2,"b":2},"params":{"b":"left","x":2}}
{"event":"Put","node":"b","clock":{"a":2,"b":3},"params":{"b":"right","x":2}}
)"};

Held two_nodes() { return hold_files({kTwoNodes[0], kTwoNodes[1]}); }

// The page, opened by Chromium after `script` was added to it; nothing when there is no Chromium.
std::optional<std::string> opened(const std::string& page, const std::string& script) {
  std::string browser;
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"}) {
    if (browser.empty() && std::system(("command -v " + std::string(name) + " > /dev/null 2>&1").c_str()) == 0)
      browser = name;
  }
  if (browser.empty()) return std::nullopt;
  std::string folder = (std::filesystem::temp_directory_path() / "trestle-page-XXXXXX").string();
  EXPECT_NE(mkdtemp(folder.data()), nullptr);
  std::ofstream(folder + "/page.html") << page << "<script>" << script << "</script>";
  const std::string command = "timeout 120 " + browser +
                              " --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
                              " --disable-component-update --disable-sync --window-size=1200,800 --user-data-dir='" +
                              folder + "/profile' --dump-dom 'file://" + folder + "/page.html' 2> /dev/null";
  std::string dom;
  FILE* pipe = popen(command.c_str(), "r");
  char buffer[4096];
  for (size_t got = 0; pipe != nullptr && (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) dom.append(buffer, got);
  if (pipe != nullptr) pclose(pipe);
  std::filesystem::remove_all(folder);
  return dom;
}

// Each check leaves "passed: name" or "FAILED: name" in the page.
const std::string kChecks = R"js(
  const done = document.createElement("pre");
  document.body.append(done);
  const check = (name, held) => { done.textContent += (held ? "passed: " : "FAILED: ") + name + "\n"; };
  const press = key => document.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
  const type = text => { $("search").value = text; $("search").dispatchEvent(new Event("input")); };
)js";

void expect_all_passed(const std::string& dom, size_t checks) {
  size_t passed = 0;
  for (size_t at = dom.find("passed: "); at != std::string::npos; at = dom.find("passed: ", at + 1)) ++passed;
  const size_t begin = dom.rfind("<pre>");
  // The script itself has the word once.
  EXPECT_EQ(passed, checks + 1) << (begin == std::string::npos ? dom : dom.substr(begin));
}

TEST(Page, NeedsNothingElse) {
  const std::string page = page_of(two_nodes());
  for (const char* other : {"https://", " src=", "@import", "url(", "<link"}) EXPECT_THAT(page, Not(HasSubstr(other)));
  EXPECT_THAT(page, HasSubstr("<title>rejected: Boxes.tla</title>"));
}

// What a log says must not become part of the page.
TEST(Page, TextOfTheLogIsNoMarkup) {
  const std::string page = page_of(hold(R"({"event":"Put","params":{"b":"</script><script>alert(1)</script>","x":3}})"
                                        "\n"));
  EXPECT_THAT(page, Not(HasSubstr("alert(1)</script>")));
  EXPECT_THAT(page, HasSubstr("\\u003cscript>alert(1)"));
}

TEST(Page, WorksInABrowser) {
  const auto dom = opened(page_of(two_nodes()), kChecks + R"js(
    check("verdict", $("verdict").textContent === "rejected");
    check("begins where it ends", chosen === 3 && document.querySelector(".event.stuck.chosen") !== null);
    check("edits are proposed", $("detail").textContent.includes("What would make it fit"));
    check("the false conjunct is shown", $("detail").textContent.includes("count > 0"));
    check("a lane for each node", document.querySelectorAll("svg .lane-name").length === 2);
    check("a message from a to b", document.querySelectorAll("svg .message").length === 1);
    check("the end is marked", document.querySelector("svg .end") !== null);
    press("Home");
    check("first event", chosen === 0 && $("detail").textContent.includes("count = 1 (was 0)"));
    press("ArrowDown");
    check("next event", chosen === 1 && $("detail").textContent.includes("boxes.left: added 3"));
    press("ArrowRight");
    check("no other event of this node", chosen === 1);
    press("End");
    check("last event", chosen === 4);
    press("/");
    check("search has the keys", document.activeElement === $("search"));
    type("take");
    check("hits", hits.length === 2 && $("found").value === "2 hits");
    $("search").blur();
    press("n");
    check("next hit begins again", chosen === 2);
    press("d");
    check("back to the end", chosen === 3);
    const before = document.documentElement.dataset.theme;
    press("t");
    check("another theme", document.documentElement.dataset.theme !== before);
    press("?");
    check("help", $("help").open);
    press("?");
    const low = height();
    press("+");
    check("closer", height() > low);
    document.querySelector("[data-row='1']").dispatchEvent(new MouseEvent("click", {bubbles: true}));
    check("a click chooses", chosen === 1);
    check("nothing was loaded", performance.getEntriesByType("resource").length === 0);
  )js");
  if (!dom) GTEST_SKIP() << "no Chromium is installed: the page was not opened";
  expect_all_passed(*dom, 20);
}

TEST(Page, ManyEventsAreDrawnAsFarAsTheyAreSeen) {
  std::string text;
  for (int i = 0; i < 7'000; ++i) {
    text += R"({"event":"Add","params":{"n":1}}
{"event":"Put","params":{"b":"left","x":3}}
{"event":"Take","params":{"b":"left","x":3}}
)";
  }
  const Held held = hold_files({text}, {}, 20'000);
  ASSERT_EQ(held.result.verdict, explore::Verdict::Ok);
  const auto dom = opened(page_of(held), kChecks + R"js(
    check("all that was kept", rows.length >= 19000 && rows.length <= 21000);
    check("what is left out is said", $("counts").textContent.includes("left out"));
    check("only what is seen is drawn", document.querySelectorAll(".event").length < 120);
    check("the last event is numbered", document.querySelector(".label.chosen .number").textContent === "21,000");
    press("Home");
    check("the first too", chosen === 0 && document.querySelectorAll(".event").length < 120);
  )js");
  if (!dom) GTEST_SKIP() << "no Chromium is installed: the page was not opened";
  expect_all_passed(*dom, 5);
}

// Each knows of all before it, so that its clock says more than the one message that it got.
TEST(Page, ManyNodesAndStates) {
  const char* said[] = {R"("event":"Add","params":{"n":1})", R"("event":"Put","params":{"b":"left","x":3})",
                        R"("event":"Take","params":{"b":"left","x":3})"};
  std::string text, clock;
  for (int i = 0; i < 32; ++i) {
    const std::string node = "the-long-name-of-node-" + std::to_string(i);
    clock += (i == 0 ? "\"" : ",\"") + node + "\":1";
    const char* event = i == 30   ? R"("event":"Put","params":{"b":"left"})"
                        : i == 31 ? R"("event":"Take","params":{"b":"right","x":1})"
                                  : said[i % 3];
    text += std::string("{") + event + ",\"node\":\"" + node + "\",\"clock\":{" + clock + "}}\n";
  }
  const Held held = hold_files({text});
  ASSERT_EQ(held.result.verdict, explore::Verdict::Rejected);
  const auto dom = opened(page_of(held), kChecks + R"js(
    check("it begins where it ends", chosen === 31);
    check("a message each", rows.every((row, i) => row.after.length === (i === 0 ? 0 : 1)));
    const box = selector => document.querySelector(selector).getBoundingClientRect(), view = $("scroll").getBoundingClientRect();
    const seen = selector => box(selector).left >= view.left && box(selector).left < view.right;
    check("its place is seen", seen(".event.chosen circle"));
    check("what it says, too", seen(".label.chosen .what"));
    check("beside its place", box(".label.chosen .what").left > box(".event.chosen circle").right);
    check("names are told apart", new Set([...document.querySelectorAll(".lane-name")].map(name => name.firstChild.data)).size === 32);
    check("how many states", $("detail").textContent.includes("One of 3 that explain what came before"));
    check("what they differ in", $("detail").textContent.includes("boxes: [left |-> {1}"));
  )js");
  if (!dom) GTEST_SKIP() << "no Chromium is installed: the page was not opened";
  expect_all_passed(*dom, 8);
}

}  // namespace
}  // namespace trestle::explain
