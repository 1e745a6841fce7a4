#include "validator/drive/program.h"

#include <utility>

namespace trestle::drive {

using explore::Reply;

namespace {

std::string seconds(std::chrono::milliseconds time) {
  std::string text = std::to_string(time.count() / 1000);
  if (time.count() % 1000 != 0) {
    std::string rest = std::to_string(1000 + time.count() % 1000).substr(1);
    while (rest.back() == '0') rest.pop_back();
    text += "." + rest;
  }
  return text + " s";
}

}  // namespace

Program::Program(const runtime::Signature& signature, ProgramOptions options, trace::ReadOptions read)
    : signature_(signature), options_(std::move(options)), reader_(options_.command.at(0), std::move(read)) {}

void Program::said(std::string line) {
  if (conversation_.size() == options_.keep) conversation_.erase(conversation_.begin());
  conversation_.push_back(std::move(line));
}

// Its end is part of the answer.
Reply Program::ended(Process::Did did) {
  gone_ = true;
  if (did == Process::Did::Late) {
    return {.kind = Reply::Kind::Late, .text = "did not answer within " + seconds(options_.timeout)};
  }
  return {.kind = Reply::Kind::Ended, .text = process_->how_it_ended(deadline())};
}

Reply Program::ask(const explore::Request& request) {
  if (request.step == 0) {
    if (!options_.reuse || gone_ || process_ == nullptr)
      process_ = std::make_unique<Process>(options_.command, options_.interrupted);
    gone_ = false;
    conversation_.clear();
  }
  const std::string line = request_line(signature_, request, options_.seed);
  said("> " + line.substr(0, line.size() - 1));
  const Deadline limit = deadline();
  std::string reply;
  Process::Did did = process_->write(line, limit);
  if (did != Process::Did::Late) did = process_->read_line(reply, limit);
  if (did != Process::Did::Well) return ended(did);
  said("< " + reply);
  return reader_.read(reply, signature_, request);
}

std::optional<Reply> Program::finish() {
  if (options_.reuse || process_ == nullptr) return {};
  switch (process_->close(deadline())) {
    case Process::Did::Well: return {};
    case Process::Did::Late:
      return Reply{.kind = Reply::Kind::Late,
                   .text = "did not end within " + seconds(options_.timeout) + " after its standard input was closed"};
    case Process::Did::Ended: break;
  }
  return Reply{.kind = Reply::Kind::Ended, .text = process_->how_it_ended(deadline())};
}

std::vector<std::string> Program::errors() {
  return process_ == nullptr ? std::vector<std::string>() : process_->errors();
}

}  // namespace trestle::drive
