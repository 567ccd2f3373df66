// lattice-check FILE KEY=VALUE...: examines a plugin library, or one kind of it, and says on
// descriptor 3, line by line, what it is about to do and what it saw. lattice-host runs it;
// whatever the plugin does meanwhile happens to this process alone.
#include <sys/mman.h>
#include <sys/personality.h>
#include <unistd.h>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>

#include "plugin/confine.h"
#include "plugin/kind_rules.h"
#include "session/check/groups.h"
#include "session/check/guarded_memory.h"
#include "session/check/library_rules.h"
#include "session/check/lines.h"
#include "session/check/program/interpose.h"
#include "session/check/task.h"

#if defined(__SANITIZE_ADDRESS__)
// Signals belong to the handler below and to the parent. A leak of the plugin is none of the
// rules, and of this process nothing is left to look for.
extern "C" [[gnu::visibility("default")]] const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0:"
         "detect_leaks=0:detect_odr_violation=0:allocator_may_return_null=1";
}
#endif

namespace {

using namespace lattice;
using namespace lattice::session::check;

// ---- Deaths that have a name ----

void say(const char* line) {
  const ssize_t ignored = ::write(kLinesFd, line, std::strlen(line));
  static_cast<void>(ignored);
}

// A fault in memory that we gave to the plugin tells which rule it broke; any other is a
// crash, of which the parent learns from the signal.
void on_fault(int signal, siginfo_t* info, void* context) {
  Role role{};
  if (find_guarded(info->si_addr, role)) {
    bool writes = false;
#if defined(__x86_64__)
    constexpr greg_t kWriteBit = 2;
    writes = (static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_ERR] & kWriteBit) != 0;
#else
    static_cast<void>(context);
#endif
    say(trespass_line(role, writes));
    ::_exit(kSaidWhyStatus);
  }
  ::signal(signal, SIG_DFL);  // and again, when this returns
}

[[noreturn]] void on_terminate() {
  if (std::current_exception() != nullptr) {
    say(thrown_line());
    ::_exit(kSaidWhyStatus);
  }
  std::abort();
}

void catch_deaths() {
  // A stack of its own, for plugins that use up the ordinary one.
  static char stack[64 * 1024];
  stack_t alternate{};
  alternate.ss_sp = stack;
  alternate.ss_size = sizeof stack;
  ::sigaltstack(&alternate, nullptr);
  struct sigaction action {};
  action.sa_sigaction = on_fault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  ::sigaction(SIGSEGV, &action, nullptr);
  ::sigaction(SIGBUS, &action, nullptr);
  std::set_terminate(on_terminate);
}

// ---- Surroundings ----

// Addresses that are the same in every run, where the system lets us: then what a case does
// can be repeated, and the other world's addresses are certainly others.
void fix_addresses(char** argv) {
  constexpr unsigned long kAsk = 0xFFFFFFFF;
  const int now = ::personality(kAsk);
  if (now < 0 || (now & ADDR_NO_RANDOMIZE) != 0) return;
  const auto wanted = static_cast<unsigned long>(now) | ADDR_NO_RANDOMIZE;
  if (::personality(wanted) < 0) return;
  const int got = ::personality(kAsk);
  if (got >= 0 && (got & ADDR_NO_RANDOMIZE) != 0) ::execv("/proc/self/exe", argv);
}

void* volatile kept_memory[2];  // so that nobody leaves out the allocations

// What a plugin's pixels must not depend on: clock, random numbers, addresses, locale, zone.
void go_to_other_world() {
  enter_other_world();
  // One page at a time, so that the gaps between what is loaded are filled first.
  constexpr std::size_t kPage = 4096, kPages = 4099;
  for (std::size_t i = 0; i < kPages; ++i)
    kept_memory[0] = ::mmap(nullptr, kPage, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  kept_memory[1] = std::malloc(100'003);
  ::setenv("TZ", "Pacific/Kiritimati", 1);
  ::setenv("LANG", "de_DE.UTF-8", 1);
  std::setlocale(LC_ALL, "de_DE.UTF-8");
}

// ---- Groups ----

Style style_of(std::uint64_t seed) {
  switch (seed % kSeedsPerRun) {
    case 0: return Style::defaults;
    case 1: return Style::least;
    case 2: return Style::most;
    case 3: return Style::smallest;
    default: return Style::random;
  }
}

CallRules call_rules(ir::KindClass kind_class) {
  switch (kind_class) {
    case ir::KindClass::artifact: return kArtifactCalls;
    case ir::KindClass::sink: return kSinkCalls;
    default: return kFilterCalls;
  }
}

Judge::Options options_of(const Task& task) {
  Judge::Options options;
  options.broken_before = task.broken;
  options.output = kLinesFd;
  options.silent = task.group == Group::fingerprint;
  return options;
}

void describe_library(const Task& task) {
  Judge judge(options_of(task));
  auto library = open_and_judge(judge, task.file);
  if (library) {
    const auto taken = take_as_defaults(task.params, library->description.kinds);
    if (!taken) say(misuse_line(taken.error().text()).c_str());
  }
  if (library)
    for (const ir::Kind& kind : library->description.kinds)
      judge.say_kind(ir::name_of(kind.kind_class), kind.index_in_library, kind.id,
                     kind.content_version, params_hash(kind));
  judge.done();
}

// What keeps this program from its work; the parent tells it from what the plugin does.
int cannot(const char* sentence) {
  say(misuse_line(sentence).c_str());
  return kSaidWhyStatus;
}

const ir::Kind* find_kind(const plugin::Description& description, const Task& task) {
  for (const ir::Kind& kind : description.kinds)
    if (ir::name_of(kind.kind_class) == task.kind_class && kind.index_in_library == task.index)
      return &kind;
  return nullptr;
}

void examine_case(Judge& judge, const lattice_plugin& tables, const ir::Kind& kind, Style style,
                  bool fingerprint) {
  const std::uint32_t i = kind.index_in_library;
  switch (kind.kind_class) {
    case ir::KindClass::effect:
    case ir::KindClass::transition: {
      const bool effect = kind.kind_class == ir::KindClass::effect;
      const lattice_filter& table = effect ? *tables.effects[i] : *tables.transitions[i];
      (fingerprint ? fingerprint_filter_case : check_filter_case)(judge, table, kind, style);
      break;
    }
    case ir::KindClass::artifact:
      (fingerprint ? fingerprint_artifact_case : check_artifact_case)(judge, *tables.artifacts[i],
                                                                      kind, style);
      break;
    case ir::KindClass::sink:
      (fingerprint ? fingerprint_sink_case : check_sink_case)(judge, *tables.sinks[i], kind, style);
      break;
  }
}

int examine_kind(const Task& task) {
  auto library = open_quietly(task.file);
  if (!library)
    return cannot("could be opened once and not again; see whether it is being replaced");
  if (!take_as_defaults(task.params, library->description.kinds))
    return cannot("does not take what --param gives; check its name and value");
  const ir::Kind* kind = find_kind(library->description, task);
  if (kind == nullptr)
    return cannot("described a kind that is gone; see whether it is being replaced");
  Judge::Options options = options_of(task);
  options.calls = call_rules(kind->kind_class);
  Judge judge(std::move(options));
  for (std::uint64_t seed = task.first_seed; seed < task.first_seed + task.cases; ++seed) {
    judge.begin_case(seed);
    examine_case(judge, *library->tables, *kind, style_of(seed), task.group == Group::fingerprint);
  }
  judge.done();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto task = parse_task({argv + 1, argv + argc});
  if (!task) {
    std::fputs("lattice-check FILE KEY=VALUE...: lattice-host plugins check runs it\n", stderr);
    return 2;
  }
  plugin::confine_process();  // time is the parent's to limit: it knows slow from hanging
  fix_addresses(argv);
  set_sight(what_is_seen());
  watch_sanitized_heap();
  if (!task->folder.empty() && ::chdir(task->folder.c_str()) != 0)
    return cannot("cannot be examined: the temporary folder is gone; see TMPDIR");
  if (task->other_world) go_to_other_world();
  catch_deaths();
  int status = 0;
  if (task->group == Group::library)
    describe_library(*task);
  else
    status = examine_kind(*task);
  // Past the plugin's destructors and atexit() handlers: they are not our business.
  ::_exit(status);
}
