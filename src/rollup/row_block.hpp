#pragma once
// Rows in memory as blocks of the roll-up.

#include "rollup/rollup_block.hpp"

namespace zonerank::detail {

/// Rows [begin, begin + n) of a column of integers.
inline void decode_rows(const Column& column, std::size_t begin, std::size_t n, BlockColumn& to) {
  for (std::size_t i = 0; i < n; ++i) to.valid[i] = -std::int64_t{column.valid[begin + i]};
  lane_kernels().decode_int64(column.values.data() + begin, n, to.valid.data(), to.value.data(),
                              &to.magnitude);
  to.upcoming = reinterpret_cast<const char*>(column.values.data() + begin + n);
  to.upcoming_width = sizeof(std::int64_t);
}

/// A table's own numbers of its texts to those of the dictionary, those that are new.
inline void number_texts(const std::vector<std::string>& texts, Dictionary& dictionary,
                         std::vector<std::uint32_t>& numbers) {
  while (numbers.size() < texts.size()) numbers.push_back(dictionary.number(texts[numbers.size()]));
}

}  // namespace zonerank::detail
