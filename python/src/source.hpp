#pragma once
// What the bindings that read files share.

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "bind.hpp"
#include "zonerank/read/read.hpp"

/// As zonerank.io.workbook.Source: name; bytes, the capsule of an Arrow stream, or None (the file
/// of that name); year; sheet; why skipped; why not readable.
using PythonSources = std::vector<std::tuple<std::string, py::object, int, std::string,
                                             binding::PythonArgument, binding::PythonArgument>>;

inline std::vector<zonerank::Source> sources_of(const PythonSources& sources) {
  std::vector<zonerank::Source> list;
  for (const auto& [name, content, year, sheet, skipped, fault] : sources) {
    zonerank::Source source;
    source.name = name;
    source.year = year;
    source.sheet = sheet;
    source.skipped = binding::argument_of(skipped);
    source.fault = binding::argument_of(fault);
    source.in_memory = py::isinstance<py::bytes>(content);
    if (source.in_memory)
      source.bytes = content.cast<std::string>();
    else if (!content.is_none())
      source.stream = stream_of(content);
    list.push_back(std::move(source));
  }
  return list;
}

/// As zonerank.reading.options makes it: only what differs from the default.
inline zonerank::TableFormat format_of(const py::dict& given) {
  zonerank::TableFormat format;
  const auto take = [&](const char* key, auto& to) {
    if (given.contains(key)) to = given[key].cast<std::decay_t<decltype(to)>>();
  };
  take("layout", format.layout);
  take("zone_column", format.zone_column);
  take("year_column", format.year_column);
  take("rename", format.rename);
  take("names", format.names);
  take("keep_rows", format.keep_rows);
  take("drop_rows", format.drop_rows);
  take("missing", format.missing);
  take("ignore_marks", format.ignore_marks);
  take("bands", format.bands);
  take("encoding", format.encoding);
  take("decimal", format.decimal);
  return format;
}

inline zonerank::Prefer prefer_of(const std::string& prefer) {
  if (prefer.empty()) return zonerank::Prefer::neither;
  if (prefer == "zone") return zonerank::Prefer::zone;
  if (prefer == "rollup") return zonerank::Prefer::rollup;
  zonerank::fail(zonerank::Code::unknown_value, "prefer", prefer,
                 {zonerank::words("write zone or rollup", "请写 zone 或 rollup")});
}
