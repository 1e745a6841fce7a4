// What a process that died, or closed its trace, has left: where the next one goes on.
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "tracer/left.h"
#include "tracer/resume.h"
#include "tracer/state.h"

namespace trestle::tracer {

// Nothing may have been changed when a living tracer has any of it.
bool Tracer::State::rings_are_free() {
  const int fd = ::open(rings_beside(options.file).c_str(), O_RDONLY | O_CLOEXEC);
  const bool in_use = fd >= 0 && is_locked(fd);
  if (fd >= 0) ::close(fd);
  return !in_use || fail("cannot continue", "another tracer is recording into the rings beside it");
}

// Lines of what a process that died had recorded and not written yet.
bool Tracer::State::take_over_rings() {
  const std::string path = rings_beside(options.file);
  if (::access(path.c_str(), F_OK) != 0) return true;
  LeftBytes bytes(path);
  if (!LeftRings::is(bytes.view()) && !LeftRings::never_begun(bytes.view()))
    return fail("cannot continue", "what is called .rings beside it is something else");
  std::string problem;
  const uint64_t last = LeftRings::last_number(bytes.view());
  LeftRings left(std::move(bytes), problem);
  const bool resumes = options.existing == Existing::resume;
  if (!problem.empty() && resumes) return go_on_without(path, last, problem);
  if (problem.empty() && left.node() != options.node)
    return fail("cannot continue", "the rings beside it are of node " + left.node());
  if (resumes && !write_lines_of(left)) return false;
  ::unlink(path.c_str());
  return true;
}

// Rings of which the beginning is damaged: what they held is missing, and they are kept. Where they do not even tell how
// far their numbers went, nobody can go on: a number must not be given twice.
bool Tracer::State::go_on_without(const std::string& path, uint64_t last, const std::string& problem) {
  const std::string kept = damaged_rings_beside(options.file);
  if (!LeftRings::follows(last, output.seq()) || std::rename(path.c_str(), kept.c_str()) != 0)
    return fail("cannot continue", "of " + path + " " + problem + ", and how far its numbers went is not known");
  output.missing(last);
  output.flush();
  fail("lost the last events of", "of " + kept + " " + problem);
  return status.ok = true;  // it goes on, and that is known
}

bool Tracer::State::write_lines_of(LeftRings& left) {
  see_hybrid(left.hybrid());
  left.start(output.seq(), output.clock());
  const NameText names = left.names();
  for (Step step; (step = left.next()).kind != Step::nothing;) {
    output.clock() = left.clock();
    if (step.kind == Step::dropped && step.count == 0)
      output.missing_clock();
    else if (step.kind == Step::dropped)
      output.missing(step.seq);
    else
      output.event(step.record, names, step.seq, left.wall(step.record[2]));
    if (output.wants_write()) output.write_out();
  }
  return output.flush();  // with what is missing: the rings go
}

// Behind all that was left in rings.
void Tracer::State::go_on_after(LeftRings& left) {
  see_hybrid(left.hybrid());
  while (left.next().kind != Step::nothing) {
  }
  left.take_rest();
  output.missing(left.last() + (left.closed() ? 1 : 0));
  output.clock() = left.clock();
}

// A process was killed before there was anything in FILE: what it went on from is in the newest FILE.n, if there is one.
bool Tracer::State::go_on_after_rotated() {
  if (rotations == 0) return true;
  LeftBytes bytes(rotated_name(options.file, rotations));
  if (!LeftRings::is(bytes.view())) return true;
  std::string problem;
  LeftRings left(std::move(bytes), problem);
  if (!problem.empty()) return fail("cannot continue the rotated", problem);
  if (left.node() == options.node) go_on_after(left);
  return true;
}

// A binary file is not added to: the one that is there becomes FILE.1, and this one goes on with its numbers.
bool Tracer::State::rename_binary() {
  const int fd = ::open(options.file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  const bool in_use = fd >= 0 && is_locked(fd);
  LeftBytes bytes(fd);
  if (fd >= 0) ::close(fd);
  if (in_use) return fail("cannot continue", "another tracer is recording into it");
  if (options.existing == Existing::replace) {
    if (!is_trace_of(options.file, options.node)) return fail("cannot replace", kForeign);
    remove_rotated(options.file, options.node);
    rotations = last_rotation(options.file);
    return true;
  }
  rotations = last_rotation(options.file);
  if (LeftRings::never_begun(bytes.view())) return go_on_after_rotated();
  std::string problem;
  if (!LeftRings::is(bytes.view())) return fail("cannot continue", kForeign);
  LeftRings left(std::move(bytes), problem);
  if (!problem.empty()) return fail("cannot continue", problem);
  if (left.node() != options.node) return fail("cannot continue", "the file is a trace of node " + left.node());
  const uint64_t moved = left.start_after_rotated(options.file);
  // The new name hides that the newest FILE.n has some of it.
  if (moved != 0 && !note_rotated(options.file, moved)) return fail("cannot continue", std::strerror(errno));
  go_on_after(left);
  const std::string to = rotated_name(options.file, ++rotations);
  return std::rename(options.file.c_str(), to.c_str()) == 0 || fail("cannot rotate", std::strerror(errno));
}

}  // namespace trestle::tracer
