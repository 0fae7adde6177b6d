#pragma once
// What the bindings that read files share.

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "bind.hpp"
#include "zonerank/data/read.hpp"

/// Name, content where it is in memory, year or 0.
using PythonSources = std::vector<std::tuple<std::string, std::optional<py::bytes>, int>>;

inline std::vector<zonerank::Source> sources_of(const PythonSources& sources) {
  std::vector<zonerank::Source> list;
  for (const auto& [name, bytes, year] : sources) {
    list.push_back({name, bytes ? std::string(*bytes) : std::string(), bytes.has_value(), year});
  }
  return list;
}

inline zonerank::Prefer prefer_of(const std::string& prefer) {
  if (prefer.empty()) return zonerank::Prefer::neither;
  if (prefer == "zone") return zonerank::Prefer::zone;
  if (prefer == "rollup") return zonerank::Prefer::rollup;
  zonerank::fail(zonerank::Code::unknown_value, "prefer", prefer, {"write zone or rollup"});
}
