// Reading a source from disk: where it may lie, what it must be, and how large.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"

namespace lattice::assets {

inline constexpr std::size_t kMaxFileBytes = std::size_t{1} << 30;

// The path without symbolic links and dots. With a root that is not empty, a source that
// really lies outside it is refused. Errors carry no `where`: the caller knows the asset.
Result<std::string> resolve_source(const std::string& path, const std::string& assets_root);

// The whole of a regular file, which must not be empty. Errors as above.
Result<std::vector<std::byte>> read_source(const std::string& path);

}  // namespace lattice::assets
