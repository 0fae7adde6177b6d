#include "read/forms_block.hpp"

#include "rollup/row_block.hpp"

namespace zonerank::detail {

void FormsSource::keys(std::size_t begin, std::size_t n, Dictionaries& dictionaries,
                       std::uint32_t* zone, std::int32_t* year) {
  number_texts(*block_.zones, dictionaries.zones, zones_);
  for (std::size_t i = 0; i < n; ++i) {
    zone[i] = zones_[static_cast<std::size_t>(block_.zone[begin + i])];
    year[i] = block_.year;
  }
}

void FormsSource::field(int field, std::size_t begin, std::size_t n, Dictionaries& dictionaries,
                        BlockColumn& to) {
  const auto f = static_cast<std::size_t>(field);
  const int form = block_.form_of[f];
  if (form < 0) {
    to.value.fill(0);
    to.valid.fill(0);
    return;
  }
  const auto k = static_cast<std::size_t>(form);
  const RowTable& table = *block_.forms[k];
  const Column& column = table.columns[f];
  if (block_.rows[k].empty()) {
    decode_rows(column, begin, n, to);
  } else {
    BlockInts gathered{};
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t row = block_.rows[k][begin + i];
      const bool is_there = row != FormsBlock::none && column.valid[row] != 0;
      to.valid[i] = is_there ? -1 : 0;
      gathered[i] = is_there ? column.values[row] : 0;
    }
    lane_kernels().decode_int64(gathered.data(), n, to.valid.data(), to.value.data(),
                                &to.magnitude);
    to.upcoming = nullptr;
  }
  if (system_.fields[f].number != Number::code) return;
  number_texts(table.codes, dictionaries.codes, codes_[k]);
  for (std::size_t i = 0; i < n; ++i) {
    if (to.valid[i] != 0) to.value[i] = codes_[k][static_cast<std::size_t>(to.value[i])];
  }
}

std::string FormsSource::enterprise(std::size_t row) const {
  for (std::size_t k = 0; k < block_.forms.size(); ++k) {
    const std::uint32_t own =
        block_.rows[k].empty() ? static_cast<std::uint32_t>(row) : block_.rows[k][row];
    if (own != FormsBlock::none) return std::string(block_.forms[k]->enterprises[own]);
  }
  return {};
}

}  // namespace zonerank::detail
