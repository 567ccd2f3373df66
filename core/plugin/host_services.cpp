#include "plugin/host_services.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "plugin/library_store.h"
#include "plugin/log.h"
#include "plugin/text_rules.h"

namespace lattice::plugin {
namespace {

constexpr std::size_t kErrorBytes = 1024;  // with the NUL, as lattice/host.h promises

thread_local char t_error[kErrorBytes];

const char* status_text(lattice_status status) {
  switch (status) {
    case LATTICE_ERR_ARGUMENT: return "it was called against a rule of its interface";
    case LATTICE_ERR_UNSUPPORTED: return "it does not support what was asked";
    case LATTICE_ERR_MEMORY: return "it ran out of memory";
    case LATTICE_ERR_IO: return "reading or writing failed";
    case LATTICE_ERR_ABI: return "it does not fit this version of the host";
    case LATTICE_ERR_CANCELLED: return "it was cancelled";
    default: return "it failed";
  }
}

}  // namespace

HostServices::HostServices(const ir::Catalog& catalog, ir::KindId kind, const lattice_files* files)
    : plugin_id_(catalog[kind].id),
      is_transition_(catalog[kind].kind_class == ir::KindClass::transition),
      session_(loaded_library(catalog.libraries[catalog[kind].library].path).session),
      files_(files) {
  face_.host.struct_size = sizeof(lattice_host);
  face_.host.abi = LATTICE_ABI_VERSION;
  face_.host.name = "lattice";
  face_.host.version = LATTICE_HOST_VERSION;
  face_.host.log = &HostServices::log;
  face_.host.set_error = &HostServices::set_error;
  face_.host.extension = &HostServices::extension;
  face_.owner = this;
}

const HostServices& HostServices::owner_of(const lattice_host* host) {
  return *reinterpret_cast<const Face*>(host)->owner;
}

void HostServices::log(const lattice_host* host, std::int32_t level, const char* text) noexcept {
  const int known = std::clamp<std::int32_t>(level, LATTICE_LOG_DEBUG, LATTICE_LOG_ERROR);
  write_plugin_log(known, owner_of(host).plugin_id_.c_str(), text != nullptr ? text : "");
}

void HostServices::set_error(const lattice_host*, const char* text) noexcept {
  const std::size_t size = text != nullptr ? strnlen(text, kErrorBytes - 1) : 0;
  if (size > 0) std::memcpy(t_error, text, size);
  t_error[size] = '\0';
}

const void* HostServices::extension(const lattice_host* host, const char* name) noexcept {
  if (name == nullptr || std::strcmp(name, LATTICE_FILES_1) != 0) return nullptr;
  return owner_of(host).files_;
}

void HostServicesDelete::operator()(HostServices* host) const { delete host; }

void forget_error_text() { t_error[0] = '\0'; }

void set_error_text(const char* format, ...) {
  std::va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(t_error, kErrorBytes, format, arguments);
  va_end(arguments);
}

std::string take_error_text() {
  std::string text = t_error;
  forget_error_text();
  return text;
}

std::string failure_text(const std::string& plugin_id, lattice_status status) {
  std::string text = printable(take_error_text());
  if (text.empty())
    text = std::string(status_text(status)) + " and gave no reason (status " +
           std::to_string(status) + ")";
  return "plugin \"" + plugin_id + "\": " + text;
}

Result<void> to_result(const std::string& plugin_id, lattice_status status, Code code) {
  if (status == LATTICE_OK) return {};
  const Code final_code = status == LATTICE_ERR_CANCELLED ? Code::cancelled : code;
  return fail(final_code, {}, failure_text(plugin_id, status));
}

}  // namespace lattice::plugin
