#include "session/check/sink_run.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

#include "image/convert.h"

namespace lattice::session::check {
namespace {

constexpr unsigned char kOverwritten = 0x3E;

// An instance between create() and destroy().
class Instance {
 public:
  Instance(Judge& judge, const lattice_sink& table, std::span<const lattice_value> params,
           const FakeFiles& files)
      : judge_(judge), table_(table), host_(&files.table()) {
    const lattice_sink_binding binding{sizeof(lattice_sink_binding),
                                       static_cast<std::uint32_t>(params.size()), params.data()};
    created = judge.call("create", Tag::session,
                         [&] { return may_throw(table.create)(host_.abi(), &binding, &self_); });
  }
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  ~Instance() {
    if (!created.ok()) return;
    judge_.call("destroy", Tag::session, [&] {
      may_throw(table_.destroy)(self_);
      return LATTICE_OK;
    });
  }

  CallOutcome negotiate(const Film& film, std::vector<lattice_stream>& wanted) {
    std::vector<lattice_stream*> pointers;
    for (const lattice_stream* stream : film.offered()) wanted.push_back(*stream);
    for (lattice_stream& stream : wanted) pointers.push_back(&stream);
    return judge_.call("negotiate", Tag::session, [&] {
      return may_throw(table_.negotiate)(self_, film.offered().data(), pointers.data(),
                                         static_cast<std::uint32_t>(pointers.size()));
    });
  }
  CallOutcome begin(const std::vector<lattice_stream>& streams) {
    std::vector<const lattice_stream*> pointers;
    for (const lattice_stream& stream : streams) pointers.push_back(&stream);
    return judge_.call("begin", Tag::lane, [&] {
      return may_throw(table_.begin)(self_, pointers.data(),
                                     static_cast<std::uint32_t>(pointers.size()));
    });
  }
  // Any thread, when the sink is PARALLEL.
  lattice_status push(const lattice_packet& packet) const {
    return may_throw(table_.push)(self_, &packet);
  }
  CallOutcome end(std::uint32_t outcome) {
    return judge_.call("end", Tag::lane, [&] { return may_throw(table_.end)(self_, outcome); });
  }

  CallOutcome created;

 private:
  Judge& judge_;
  const lattice_sink& table_;
  HostFace host_;
  void* self_ = nullptr;
};

// One frame in the types that were agreed on, with the arrays of its packet.
class Packet {
 public:
  Packet(const Film& film, std::size_t frame, const std::vector<lattice_stream>& agreed,
         unsigned char gap)
      : samples_(agreed.size()), bytes_(agreed.size()) {
    for (std::size_t i = 0; i < agreed.size(); ++i) {
      views_.push_back(nullptr);
      paths_.push_back(nullptr);
      if (agreed[i].kind != LATTICE_STREAM_IMAGE) continue;
      const Picture& picture = film.picture(i, frame);
      if (!image::check_conversion(picture.type, agreed[i].type)) continue;  // fickle negotiate()
      paths_.back() = film.packet_path(i, frame);
      images_.push_back(
          std::make_unique<GuardedImage>(Role::source, agreed[i].type, film.rect(), gap));
      if (!*images_.back()) continue;
      images_.back()->show(converted(picture, agreed[i].type));
      views_.back() = &images_.back()->view();
    }
    abi_.struct_size = sizeof abi_;
    abi_.stream_count = static_cast<std::uint32_t>(agreed.size());
    abi_.frame = film.frame_number(frame);
    abi_.pts = static_cast<std::int64_t>(frame);
    abi_.images = views_.data();
    abi_.samples = samples_.data();
    abi_.bytes = bytes_.data();
    abi_.paths = paths_.data();
  }

  const lattice_packet& abi() const { return abi_; }
  void overwrite() {
    for (const auto& image : images_) image->wipe(kOverwritten);
  }

 private:
  std::vector<std::unique_ptr<GuardedImage>> images_;
  std::vector<const lattice_image*> views_;
  std::vector<const lattice_samples*> samples_;
  std::vector<const lattice_bytes*> bytes_;
  std::vector<const char*> paths_;
  lattice_packet abi_{};
};

using Packets = std::vector<std::unique_ptr<Packet>>;

Packets make_packets(const Film& film, const std::vector<lattice_stream>& agreed,
                     const ExportPlan& plan) {
  Packets packets;
  for (std::size_t i = 0; i < plan.pushes; ++i)
    packets.push_back(std::make_unique<Packet>(film, i, agreed, plan.gap));
  return packets;
}

void note(ExportRecord& record, const char* function, const CallOutcome& outcome) {
  if (outcome.ok() || !record.ok()) return;
  record.failed_in = function;
  record.failure = outcome;
}

void push_in_order(Judge& judge, const Instance& instance, const Packets& packets,
                   std::size_t max_held, bool reuses_buffers, ExportRecord& record) {
  for (std::size_t i = 0; i < packets.size() && record.ok(); ++i) {
    note(record, "push",
         judge.call("push", Tag::lane, [&] { return instance.push(packets[i]->abi()); }));
    if (reuses_buffers && i >= max_held) packets[i - max_held]->overwrite();
  }
}

// The later half comes first; each thread takes the next one that is left.
void push_on_threads(Judge& judge, const Instance& instance, const Packets& packets,
                     std::size_t thread_count, ExportRecord& record) {
  std::vector<std::size_t> order(packets.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = (order.size() - 1 - i + order.size() / 2) % order.size();
  std::vector<CallOutcome> outcomes(packets.size());
  std::atomic<std::size_t> next{0};
  judge.step("push");
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < thread_count; ++t)
    threads.emplace_back([&] {
      for (std::size_t at = next++; at < order.size(); at = next++) {
        const std::size_t frame = order[at];
        outcomes[frame] = enter(Tag::lane, [&] { return instance.push(packets[frame]->abi()); });
        packets[frame]->overwrite();
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (const CallOutcome& outcome : outcomes) {
    judge.account("push", outcome);
    note(record, "push", outcome);
  }
}

void drive(Judge& judge, const lattice_sink& table, Instance& instance, const Film& film,
           const ExportPlan& plan, const FakeFiles& files, ExportRecord& record) {
  std::vector<lattice_stream> agreed;
  note(record, "create", instance.created);
  if (record.ok()) note(record, "negotiate", instance.negotiate(film, agreed));
  if (!record.ok()) return;
  const Packets packets = make_packets(film, agreed, plan);
  note(record, "begin", instance.begin(agreed));
  if (!record.ok()) return;
  if (plan.thread_count > 1)
    push_on_threads(judge, instance, packets, plan.thread_count, record);
  else
    push_in_order(judge, instance, packets, table.max_held, plan.reuses_buffers, record);
  record.before_end = files.committed();
  const std::uint32_t outcome = record.ok() ? plan.outcome : std::uint32_t{LATTICE_END_FAILED};
  const CallOutcome ended = instance.end(outcome);
  if (outcome == LATTICE_END_OK) note(record, "end", ended);
}

}  // namespace

ExportRecord run_export(Judge& judge, const lattice_sink& table,
                        std::span<const lattice_value> params, const Film& film,
                        const ExportPlan& plan) {
  ExportRecord record;
  const FakeFiles files(plan.fault);
  {
    Instance instance(judge, table, params, files);
    drive(judge, table, instance, film, plan, files, record);
  }
  record.files = files.committed();
  record.left_open = files.left_open();
  record.misuse = files.misuse();
  record.fault_happened = files.failed();
  record.write_count = files.calls(FakeFiles::Call::kWrite);
  return record;
}

bool Agreement::is_empty() const {
  return std::none_of(wanted.begin(), wanted.end(),
                      [](const lattice_stream& stream) { return stream.kind != 0; });
}

Agreement agree(Judge& judge, const lattice_sink& table, std::span<const lattice_value> params,
                const Film& film) {
  Agreement agreement;
  const FakeFiles files;
  {
    Instance instance(judge, table, params, files);
    agreement.created = instance.created;
    if (instance.created.ok()) agreement.negotiated = instance.negotiate(film, agreement.wanted);
  }
  agreement.files_opened = files.calls(FakeFiles::Call::kOpen);
  return agreement;
}

}  // namespace lattice::session::check
