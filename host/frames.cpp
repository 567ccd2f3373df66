#include "host/frames.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace lattice::host {
namespace {

Failure misuse(std::string_view part) {
  return fail(Code::usage, "--frames",
              "\"" + std::string(part) +
                  "\" is no frame, first:last or first:last:step, such as 0:99 or 1,3,7:10:2");
}

// Takes the text up to `separator`, or all of it.
std::string_view take(std::string_view& rest, char separator) {
  const auto at = std::min(rest.find(separator), rest.size());
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return taken;
}

bool read_whole(std::string_view text, std::int64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size();
}

Result<FrameRun> parse_run(std::string_view part) {
  std::string_view rest = part;
  FrameRun run;
  if (part.empty() || part.back() == ':' || !read_whole(take(rest, ':'), run.first))
    return misuse(part);
  run.last = run.first;
  if (!rest.empty() && !read_whole(take(rest, ':'), run.last)) return misuse(part);
  if (!rest.empty() && !read_whole(rest, run.step)) return misuse(part);
  if (run.step < 1)
    return fail(Code::usage, "--frames",
                "the step of \"" + std::string(part) + "\" is below 1; write how far to go on");
  if (run.last < run.first)
    return fail(Code::usage, "--frames",
                "\"" + std::string(part) + "\" ends before it starts; write the smaller first");
  return run;
}

}  // namespace

Result<std::vector<FrameRun>> parse_frames(std::string_view list) {
  std::vector<FrameRun> runs;
  if (list.empty() || list.back() == ',') return misuse(list);
  while (!list.empty()) {
    LATTICE_TRY_ASSIGN(const FrameRun run, parse_run(take(list, ',')));
    runs.push_back(run);
  }
  return runs;
}

Result<void> check_frames(const std::vector<FrameRun>& runs, std::int64_t duration_frames,
                          std::string_view option) {
  for (const FrameRun& run : runs)
    for (const std::int64_t frame : {run.first, run.last})
      if (frame < 0 || frame >= duration_frames)
        return fail(Code::usage, option,
                    std::to_string(frame) + " is outside the composition, which has frames 0 to " +
                        std::to_string(duration_frames - 1));
  return {};
}

}  // namespace lattice::host
