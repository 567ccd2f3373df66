#include "sinks/fake_host.h"

#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

// The open file of the fake; the C functions work on it.
struct lattice_file {
  sinks_test::FakeHost* host;
  std::FILE* stream;
  std::filesystem::path temporary, final;

  // 0, or a failing status, for one more write.
  lattice_status count_write() {
    const int n = ++host->writes_;
    return host->fail_at_ >= 0 && n >= host->fail_at_ ? LATTICE_ERR_IO : LATTICE_OK;
  }
  void close() {
    std::fclose(stream);
    --host->open_;
  }
};

namespace sinks_test {
namespace {

namespace fs = std::filesystem;

lattice_status write_file(lattice_file* file, const void* bytes, uint64_t size) noexcept {
  if (const lattice_status status = file->count_write(); status != LATTICE_OK) return status;
  return std::fwrite(bytes, 1, size, file->stream) == size ? LATTICE_OK : LATTICE_ERR_IO;
}

lattice_status read_file(lattice_file* file, void* bytes, uint64_t size, uint64_t* got) noexcept {
  std::fseek(file->stream, 0, SEEK_CUR);  // C wants it between writing and reading
  *got = std::fread(bytes, 1, size, file->stream);
  std::fseek(file->stream, 0, SEEK_CUR);
  return LATTICE_OK;
}

lattice_status seek_file(lattice_file* file, uint64_t position) noexcept {
  return std::fseek(file->stream, static_cast<long>(position), SEEK_SET) == 0 ? LATTICE_OK
                                                                              : LATTICE_ERR_IO;
}

uint64_t size_of_file(lattice_file* file) noexcept {
  std::fflush(file->stream);
  return fs::file_size(file->temporary);
}

lattice_status commit_file(lattice_file* file) noexcept {
  file->close();
  fs::rename(file->temporary, file->final);
  delete file;
  return LATTICE_OK;
}

void discard_file(lattice_file* file) noexcept {
  if (file == nullptr) return;
  file->close();
  fs::remove(file->temporary);
  delete file;
}

}  // namespace

TempFolder::TempFolder() {
  std::string name = (fs::temp_directory_path() / "lattice_sinks_XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TempFolder::~TempFolder() { fs::remove_all(path_); }

std::vector<std::string> TempFolder::files() const {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(path_))
    if (entry.is_regular_file()) found.push_back(entry.path().lexically_relative(path_).string());
  std::sort(found.begin(), found.end());
  return found;
}

std::string TempFolder::bytes(const std::string& file) const {
  std::ifstream in(path_ / file, std::ios::binary);
  if (!in) throw std::runtime_error("no file " + file);
  return {std::istreambuf_iterator<char>(in), {}};
}

FakeHost::FakeHost(const TempFolder& folder) : folder_(folder) {
  host_.owner = this;
  host_.table = {sizeof(lattice_host), LATTICE_ABI_VERSION, "fake", "1", nullptr, nullptr, nullptr};
  host_.table.log = [](const lattice_host* host, int32_t level, const char* text) noexcept {
    FakeHost& self = *reinterpret_cast<const Host*>(host)->owner;
    const std::lock_guard lock(self.mutex_);
    self.logged_.push_back({level, text});
  };
  host_.table.set_error = [](const lattice_host* host, const char* text) noexcept {
    FakeHost& self = *reinterpret_cast<const Host*>(host)->owner;
    const std::lock_guard lock(self.mutex_);
    self.error_ = text;
  };
  host_.table.extension = [](const lattice_host* host, const char* name) noexcept -> const void* {
    const FakeHost& self = *reinterpret_cast<const Host*>(host)->owner;
    return self.has_files_ && std::strcmp(name, LATTICE_FILES_1) == 0 ? &self.files_.table
                                                                      : nullptr;
  };
  files_.owner = this;
  files_.table = {sizeof(lattice_files),
                  0,
                  &open,
                  &write_file,
                  &read_file,
                  &seek_file,
                  &size_of_file,
                  &commit_file,
                  &discard_file};
}

lattice_status FakeHost::open(const lattice_files* files, const char* path,
                              lattice_file** out) noexcept {
  FakeHost& self = *reinterpret_cast<const Files*>(files)->owner;
  const fs::path final = self.folder_.path() / path;
  fs::create_directories(final.parent_path());
  const fs::path temporary = final.string() + ".part";
  std::FILE* stream = std::fopen(temporary.c_str(), "w+b");
  if (stream == nullptr) return LATTICE_ERR_IO;
  ++self.open_;
  *out = new lattice_file{&self, stream, temporary, final};
  return LATTICE_OK;
}

std::string FakeHost::take_error() {
  const std::lock_guard lock(mutex_);
  return std::exchange(error_, {});
}

std::vector<Logged> FakeHost::logged() {
  const std::lock_guard lock(mutex_);
  return logged_;
}

lattice_type interleaved(uint8_t dtype, uint8_t channels, uint8_t alpha, uint16_t space) {
  lattice_type type{};
  type.dtype = dtype;
  type.channels = channels;
  type.alpha = alpha;
  type.space = space;
  return type;
}

uint32_t sample_bytes(uint8_t dtype) {
  return dtype == LATTICE_U8 ? 1 : dtype == LATTICE_U16 || dtype == LATTICE_F16 ? 2 : 4;
}

Picture::Picture(const lattice_type& type, int32_t width, int32_t height, int64_t row_padding) {
  image.type = type;
  image.bounds = image.valid = {0, 0, width, height};
  const bool planar = type.layout == LATTICE_PLANAR;
  for (int p = 0; p < (planar ? type.channels : 1); ++p) {
    const bool halved = planar && p > 0 && type.subsampling == LATTICE_SUB_420;
    const int64_t w = halved ? (width + 1) / 2 : width;
    const int64_t h = halved ? (height + 1) / 2 : height;
    image.row_bytes[p] = w * sample_bytes(type.dtype) * (planar ? 1 : type.channels) + row_padding;
    memory[p].assign(static_cast<std::size_t>(image.row_bytes[p] * h), 0xee);
    image.plane[p] = memory[p].data();
  }
}

std::vector<uint8_t> Picture::tight() const {
  const auto used = static_cast<std::size_t>(image.bounds.x1) * image.type.channels *
                    sample_bytes(image.type.dtype);
  std::vector<uint8_t> all;
  for (int32_t y = 0; y < image.bounds.y1; ++y) {
    const uint8_t* row = memory[0].data() + y * image.row_bytes[0];
    all.insert(all.end(), row, row + used);
  }
  return all;
}

void Picture::fill(uint32_t seed) {
  uint32_t state = seed * 2654435761u + 1;
  for (auto& plane : memory)
    for (std::size_t i = 0; i < plane.size(); ++i) {
      state = state * 1664525u + 1013904223u;
      plane[i] = static_cast<uint8_t>(40 + i / 37 % 160 + (state >> 28));
    }
  if (image.type.dtype == LATTICE_F32)
    for (std::size_t i = 0; i + 4 <= memory[0].size(); i += 4) {
      const float value = static_cast<float>(memory[0][i]) * 0.37f;
      std::memcpy(memory[0].data() + i, &value, 4);
    }
}

lattice_stream image_stream(const lattice_type& type, int32_t width, int32_t height,
                            const char* artifact) {
  lattice_stream stream{};
  stream.struct_size = sizeof stream;
  stream.kind = LATTICE_STREAM_IMAGE;
  stream.artifact = artifact;
  stream.name = "";
  stream.type = type;
  stream.width = width;
  stream.height = height;
  stream.rate = {25, 1};
  stream.count = -1;
  return stream;
}

std::string library_path(const std::string& name) {
  return LATTICE_TEST_STAGE "/lib/lattice/plugins/lattice_sink_" + name + ".so";
}

const lattice_sink& load_sink(const std::string& name) {
  void* library = dlopen(library_path(name).c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) throw std::runtime_error(dlerror());
  const auto entry =
      reinterpret_cast<lattice_plugin_entry_v1_fn>(dlsym(library, LATTICE_PLUGIN_ENTRY_NAME));
  if (entry == nullptr) throw std::runtime_error(dlerror());
  const lattice_plugin* plugin = entry(LATTICE_ABI_VERSION);
  if (plugin == nullptr || plugin->sink_count != 1) throw std::runtime_error("no single sink");
  return *plugin->sinks[0];
}

Run::Run(FakeHost& host, const std::string& sink, const ParamTexts& params)
    : sink_(load_sink(sink)) {
  std::size_t used = 0;
  for (uint32_t i = 0; i < sink_.param_count; ++i) {
    const lattice_param& param = *sink_.params[i];
    lattice_value value = param.initial;
    if (const auto given = params.find(param.id); given != params.end()) {
      ++used;
      if (param.type == LATTICE_PARAM_INT) value.i64 = std::stoll(given->second);
      if (param.type == LATTICE_PARAM_F64) value.f64 = std::stod(given->second);
      if (param.type == LATTICE_PARAM_CHOICE) {
        value.index = param.choice_count;
        for (uint32_t c = 0; c < param.choice_count; ++c)
          if (given->second == param.choices[c]->id) value.index = c;
        if (value.index == param.choice_count) throw std::runtime_error("no such choice");
      }
    }
    values_.push_back(value);
  }
  if (used != params.size()) throw std::runtime_error("no such param");
  const lattice_sink_binding binding{sizeof binding, sink_.param_count, values_.data()};
  created_ = sink_.create(host.host(), &binding, &self_);
}

Run::~Run() {
  if (begun_) sink_.end(self_, LATTICE_END_FAILED);
  if (self_ != nullptr) sink_.destroy(self_);
}

lattice_status Run::negotiate(const std::vector<lattice_stream>& offered) {
  wanted = offered;
  std::vector<const lattice_stream*> from;
  std::vector<lattice_stream*> to;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    from.push_back(&offered[i]);
    to.push_back(&wanted[i]);
  }
  return sink_.negotiate(self_, from.data(), to.data(), static_cast<uint32_t>(offered.size()));
}

lattice_status Run::begin() {
  // As a host may: the structs are gone when begin() returns.
  const std::vector<lattice_stream> copies = wanted;
  std::vector<const lattice_stream*> streams;
  for (const lattice_stream& stream : copies) streams.push_back(&stream);
  const auto status = sink_.begin(self_, streams.data(), static_cast<uint32_t>(streams.size()));
  begun_ = status == LATTICE_OK;
  return status;
}

lattice_status Run::push(int64_t frame, const std::vector<const lattice_image*>& images,
                         const std::vector<std::string>& paths) {
  std::vector<const char*> path_texts;
  for (const std::string& path : paths) path_texts.push_back(path.empty() ? nullptr : path.c_str());
  lattice_packet packet{};
  packet.struct_size = sizeof packet;
  packet.stream_count = static_cast<uint32_t>(images.size());
  packet.frame = frame;
  packet.pts = frame;
  packet.images = images.data();
  packet.paths = paths.empty() ? nullptr : path_texts.data();
  return sink_.push(self_, &packet);
}

lattice_status Run::end(uint32_t outcome) {
  begun_ = false;
  return sink_.end(self_, outcome);
}

std::string shell(const std::string& command, int* status) {
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot start a shell");
  std::string output;
  char part[4096];
  for (std::size_t n = 0; (n = std::fread(part, 1, sizeof part, pipe)) > 0;) output.append(part, n);
  const int code = pclose(pipe);
  const int exit_status = WIFEXITED(code) ? WEXITSTATUS(code) : 255;
  if (status != nullptr) *status = exit_status;
  if (status == nullptr && exit_status != 0)
    throw std::runtime_error("failed: " + command + "\n" + output);
  return output;
}

}  // namespace sinks_test
