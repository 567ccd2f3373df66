// What the test plugins write down for the test: the test owns a Tape and hands its address
// over as an integer param.
#pragma once
#include <lattice/type.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

struct Tape {
  std::mutex mutex;
  std::vector<std::int64_t> pushed;  // frame numbers, as they came
  std::vector<std::int64_t> pts;
  std::vector<std::string> paths;    // of packets, all streams
  std::vector<std::string> streams;  // "name kind dtype channels alpha WxH path", as begun
  std::vector<std::uint32_t> ends;   // outcomes
  int begun = 0;
  int most_at_once = 0;
  bool held_changed = false;  // a buffer that was still held got other pixels

  std::atomic<int> at_once{0};
  std::atomic<std::int64_t> consumed{0};
};
