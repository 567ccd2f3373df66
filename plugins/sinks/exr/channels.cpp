#include "exr/channels.h"

#include <algorithm>
#include <array>

namespace lattice::sinks::exr {
namespace {

constexpr std::array<const char*, 4> kRgba{"R", "G", "B", "A"};

// Channel names end in a NUL in the file and are at most this long there.
constexpr std::size_t kMaxNameBytes = 255;

const Channel* find(const FilePlan& file, const std::string& name) {
  const auto found = std::find_if(file.channels.begin(), file.channels.end(),
                                  [&](const Channel& c) { return c.name == name; });
  return found == file.channels.end() ? nullptr : &*found;
}

void add_rgb(FilePlan& file, const ImageStream& stream) {
  const int components = stream.type.channels;
  for (int c = 0; c < 3; ++c) {
    const int component = components == 1 ? 0 : c < components ? c : kZeros;
    file.channels.push_back({kRgba[static_cast<std::size_t>(c)], file.main, component});
  }
  if (components == 4) file.channels.push_back({kRgba[3], file.main, 3});
}

// What a companion is called where it gives no names: "z", or "beauty.R" and so on.
std::string name_of(const ImageStream& stream, std::size_t component) {
  if (!stream.channels[component].empty()) return stream.channels[component];
  const std::string base = stream.name.empty() ? stream.label : stream.name;
  return stream.type.channels == 1 ? base : base + "." + kRgba[component];
}

void add_companion(FilePlan& file, const std::vector<ImageStream>& streams, std::uint32_t index) {
  const ImageStream& stream = streams[index];
  const ImageStream& main = streams[file.main];
  if (stream.width != main.width || stream.height != main.height)
    refuse(LATTICE_ERR_UNSUPPORTED, "'" + stream.label + "' and '" + main.label +
                                        "' differ in size and cannot share an EXR file; send "
                                        "them to sinks of their own");
  for (std::size_t c = 0; c < stream.type.channels; ++c) {
    const std::string name = name_of(stream, c);
    if (find(file, name) != nullptr)
      refuse(LATTICE_ERR_UNSUPPORTED, "two channels of one EXR file would be called '" + name +
                                          "', one of them in '" + stream.label +
                                          "'; rename it, or send the streams to sinks of "
                                          "their own");
    file.channels.push_back({name, index, static_cast<int>(c)});
  }
}

void add_own_names(FilePlan& file, const ImageStream& stream) {
  for (std::size_t c = 0; c < stream.type.channels; ++c)
    if (const std::string& name = stream.channels[c]; !name.empty() && find(file, name) == nullptr)
      file.channels.push_back({name, file.main, static_cast<int>(c)});
}

void check_names(const FilePlan& file) {
  for (const Channel& channel : file.channels)
    if (channel.name.empty() || channel.name.size() > kMaxNameBytes)
      refuse(LATTICE_ERR_UNSUPPORTED, "an EXR channel needs a name of 1 to " +
                                          std::to_string(kMaxNameBytes) + " bytes, and '" +
                                          channel.name + "' is none");
}

}  // namespace

std::vector<FilePlan> plan_files(const std::vector<ImageStream>& streams) {
  std::vector<FilePlan> files;
  for (std::uint32_t i = 0; i < streams.size(); ++i) {
    if (streams[i].auxiliary) continue;
    FilePlan& file = files.emplace_back();
    file.main = i;
    add_rgb(file, streams[i]);
    if (files.size() == 1)
      for (std::uint32_t k = 0; k < streams.size(); ++k)
        if (streams[k].auxiliary) add_companion(file, streams, k);
    if (!is_color(streams[i].type)) add_own_names(file, streams[i]);
    check_names(file);
    std::sort(file.channels.begin(), file.channels.end(),
              [](const Channel& a, const Channel& b) { return a.name < b.name; });
  }
  return files;
}

}  // namespace lattice::sinks::exr
