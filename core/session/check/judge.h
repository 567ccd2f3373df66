// What a group of rules reports to while it examines one kind, inside the child process. All
// that is said goes to the parent at once, so that nothing is lost when the plugin crashes.
#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "session/check/call.h"

namespace lattice::session::check {

// The numbers of the rules that hold for every call into a kind; 0: there is none.
struct CallRules {
  int allocation = 0, lock = 0, io = 0;  // in [worker] calls
  int sentence = 0;                      // a failure without set_error()
};
inline constexpr CallRules kFilterCalls{313, 314, 322, 317};
inline constexpr CallRules kArtifactCalls{404, 404, 404, 406};
inline constexpr CallRules kSinkCalls{0, 0, 0, 0};  // the sink's rules look at the texts

// Belongs to the main thread of the child.
class Judge {
 public:
  struct Options {
    std::string kind;  // `effect "com.x.glow"`; empty: the library
    CallRules calls;   // of the kind's class
    std::set<int> broken_before;
    int output = -1;      // descriptor of the lines; -1: nobody listens
    bool silent = false;  // only steps and fingerprints are said
  };
  explicit Judge(Options options);
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;

  // ---- Rules ----

  // Whether `rule` is to be judged now: it was not found broken before, and no rule that it
  // needs was. From here on a crash is said to have happened while this rule was judged.
  // Call it again for every case.
  bool judges(int rule);
  // The rule does not hold. `sentence` says what was seen, without a full stop. Only the
  // first finding of a rule counts.
  void broken(int rule, std::string_view sentence);
  bool is_broken(int rule) const { return broken_.count(rule) > 0; }
  // The rule cannot be judged here, and why; it counts only if it was never judged.
  void cannot_judge(int rule, std::string_view why);

  // ---- Cases and calls ----

  // Everything of one case follows from its seed; findings name it.
  void begin_case(std::uint64_t seed);
  // What the case is made of, for people: "8 bit, src (0, 0)..(37, 23), sigma=2".
  void set_context(std::string text);
  std::uint64_t seed() const { return seed_; }

  // Says what is about to be called ("tile", "push"), so that a crash or hang has a name and
  // the parent waits for this call alone. Any thread, while the main one says nothing else.
  void step(const char* function);
  // step(), the call itself with its tag's watch, and what all calls must keep: no
  // exception, and a sentence with every failure. `call` is a callable without arguments
  // that returns a lattice_status; it may be entered on this thread only.
  template <class Call>
  CallOutcome call(const char* function, Tag tag, Call&& call) {
    step(function);
    const CallOutcome outcome = enter(tag, call);
    account(function, outcome);
    return outcome;
  }
  // The second half, for outcomes that were collected on other threads.
  void account(const char* function, const CallOutcome& outcome);

  // ---- Same in every process ----

  // What `part` looks like. The parent compares it with a second process that has another
  // clock, other random numbers and other addresses; a difference breaks `rule`.
  void fingerprint(int rule, std::string_view part, const Hash128& hash);

  // ---- For the program ----
  void say_kind(std::string_view kind_class, std::uint32_t index, std::string_view id,
                std::uint32_t content_version, const Hash128& params);
  void done();

 private:
  void send(std::string line);
  void judge_acts(const std::string& name, const Sighting& seen);

  Options options_;
  std::uint64_t seed_ = 0;
  int rule_ = 0;
  std::string context_;
  std::set<int> broken_, judged_;
};

}  // namespace lattice::session::check
