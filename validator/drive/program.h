// An implementation that is a program of its own and speaks the protocol on its standard streams.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "validator/drive/process.h"
#include "validator/drive/protocol.h"
#include "validator/explore/replay.h"

namespace trestle::drive {

struct ProgramOptions {
  std::vector<std::string> command;           // the program and its arguments
  std::chrono::milliseconds timeout{10'000};  // for each answer, and for its end
  bool reuse = false;                         // one process for all behaviors, instead of one each
  uint64_t seed = 0;                          // told at the start
  size_t keep = 20;                           // lines of the conversation
  const std::atomic<bool>* interrupted = nullptr;
};

class Program final : public explore::Implementation {
 public:
  // `read` as for a log.
  Program(const runtime::Signature& signature, ProgramOptions options, trace::ReadOptions read);

  // Both throw ProcessError when the program cannot be run.
  explore::Reply ask(const explore::Request& request) override;
  std::optional<explore::Reply> finish() override;

  trace::Trace& replies() { return reader_.trace(); }
  // Of the process that was asked last: the last lines of its standard error, and of the conversation ("> " sent).
  std::vector<std::string> errors();
  const std::vector<std::string>& conversation() const { return conversation_; }

 private:
  explore::Reply ended(Process::Did did);
  void said(std::string line);
  Deadline deadline() const { return std::chrono::steady_clock::now() + options_.timeout; }

  const runtime::Signature& signature_;
  const ProgramOptions options_;
  ReplyReader reader_;
  std::unique_ptr<Process> process_;
  bool gone_ = false;  // it is of no use for another behavior
  std::vector<std::string> conversation_;
};

}  // namespace trestle::drive
