#pragma once
// The figures of every enterprise: those it reported, and those that follow from them.

#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// The columns of `rows`, not copied, and the derived ones computed. A given column stands before
/// its formula.
class Columns {
 public:
  Columns(const RowTable& rows, const System& system, int threads, Problems& problems);

  const Column& operator[](std::size_t field) const {
    return derived_[field].present() ? derived_[field] : rows_.columns[field];
  }
  std::size_t size() const { return derived_.size(); }

 private:
  bool derive(std::size_t field, const System& system, int threads, Problems& problems);

  const RowTable& rows_;
  std::vector<Column> derived_;
};

}  // namespace zonerank::detail
