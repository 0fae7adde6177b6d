#include "rollup/derived_columns.hpp"

#include <algorithm>
#include <atomic>
#include <limits>

#include "zonerank/core/decimal.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/system/linear.hpp"

namespace zonerank::detail {

Columns::Columns(const RowTable& rows, const System& system, int threads, Problems& problems)
    : rows_(rows), derived_(rows.columns.size()) {
  for (std::size_t f = 0; f < derived_.size(); ++f) derive(f, system, threads, problems);
}

bool Columns::derive(std::size_t f, const System& system, int threads, Problems& problems) {
  const Field& field = system.fields[f];
  if ((*this)[f].present()) return true;
  if (!field.formula) return false;
  const LinearForm form = linear_form(*field.formula, field.formula->formula.root(), system.fields,
                                      field.unit, field.places);
  for (const LinearForm::Term& term : form.terms) {
    if (!derive(static_cast<std::size_t>(term.field), system, threads, problems)) return false;
  }
  constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
  Column result;
  result.values.resize(rows_.size());
  result.valid.resize(rows_.size());
  std::atomic<std::size_t> partial{0};
  const auto derive_row = [&](std::size_t r) {
    Int128 sum = 0;
    std::size_t parts = 0;
    bool overflow = false;
    for (const LinearForm::Term& term : form.terms) {
      const Column& part = (*this)[static_cast<std::size_t>(term.field)];
      if (part.valid[r] == 0) continue;
      overflow |= __builtin_add_overflow(sum, Int128{term.factor} * part.values[r], &sum);
      ++parts;
    }
    if (overflow || sum > most || sum < -most) {
      fail(Code::cell_too_large,
           Place::of_enterprise(std::string(rows_.enterprises[r]), rows_.year[r])
               .with_field(field.name),
           overflow ? words("the figure", "该数据") : format_decimal(sum, field.places));
    }
    result.values[r] = static_cast<std::int64_t>(sum);
    result.valid[r] = parts > 0 ? 1 : 0;
    return parts > 0 && parts < form.terms.size();
  };
  constexpr std::size_t part_rows = 65536;
  parallel_for((rows_.size() + part_rows - 1) / part_rows, threads, [&](std::size_t part) {
    std::size_t lacking = 0;
    for (std::size_t r = part * part_rows; r < std::min(rows_.size(), (part + 1) * part_rows);
         ++r) {
      if (derive_row(r)) ++lacking;
    }
    partial += lacking;
  });
  derived_[f] = std::move(result);
  if (partial > 0) problems.add(Code::blank_parts, "", field.name, {std::to_string(partial)});
  return true;
}

}  // namespace zonerank::detail
