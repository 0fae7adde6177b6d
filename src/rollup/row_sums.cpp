#include "zonerank/rollup/row_sums.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <numeric>
#include <thread>
#include <unordered_map>

#include "rollup/derived_columns.hpp"
#include "rollup/rollup_plan.hpp"
#include "rollup/rollup_predicate.hpp"
#include "rollup/rollup_run.hpp"
#include "zonerank/core/decimal.hpp"

namespace zonerank {
namespace {

using detail::every_row;

std::vector<bool> present_of(const RowTable& rows, const System& system) {
  if (rows.columns.size() != system.fields.size()) {
    fail(Code::wrong_shape, "columns", std::to_string(rows.columns.size()),
         {words("{0}, one a field of the system", "{0} 个，体系的每个字段一个",
                {system.fields.size()})});
  }
  std::vector<bool> present;
  for (const Column& column : rows.columns) present.push_back(column.present());
  return present;
}

/// A number for each zone and year, ascending, and that of every row.
std::vector<ZoneYear> number_groups(const RowTable& rows, std::vector<std::uint32_t>& of) {
  std::map<std::pair<std::int32_t, std::int32_t>, std::uint32_t> met;
  of.resize(rows.size());
  std::vector<ZoneYear> keys;
  std::pair<std::int32_t, std::int32_t> last{-1, -1};
  std::uint32_t last_number = 0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::pair key(rows.zone[r], rows.year[r]);
    if (key != last) {
      const auto [found, is_new] = met.emplace(key, static_cast<std::uint32_t>(keys.size()));
      if (is_new) keys.push_back({rows.zones[static_cast<std::size_t>(key.first)], key.second});
      last = key;
      last_number = found->second;
    }
    of[r] = last_number;
  }
  std::vector<std::uint32_t> order(keys.size()), place(keys.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  std::vector<ZoneYear> sorted;
  for (std::size_t k = 0; k < order.size(); ++k) {
    place[order[k]] = static_cast<std::uint32_t>(k);
    sorted.push_back(keys[order[k]]);
  }
  for (std::uint32_t& group : of) group = place[group];
  return sorted;
}

/// A number for each enterprise in order of appearance, and that of every row; the first row of
/// each.
std::vector<std::uint32_t> number_enterprises(const RowTable& rows,
                                              std::vector<std::uint32_t>& of) {
  std::unordered_map<std::string_view, std::uint32_t> met;
  met.reserve(rows.size());
  std::vector<std::uint32_t> first;
  of.resize(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto [found, is_new] =
        met.emplace(rows.enterprises[r], static_cast<std::uint32_t>(first.size()));
    if (is_new) first.push_back(static_cast<std::uint32_t>(r));
    of[r] = found->second;
  }
  return first;
}

}  // namespace

class RowSums::Body {
 public:
  /// Lists of rows one after the other, each ascending.
  struct ListsOfRows {
    std::vector<std::uint32_t> rows;
    std::vector<std::size_t> begins;

    /// @param of  a row's list
    ListsOfRows(const std::vector<std::uint32_t>& of, std::size_t n_lists)
        : rows(of.size()), begins(n_lists + 1, 0) {
      for (const std::uint32_t list : of) ++begins[list + 1];
      std::partial_sum(begins.begin(), begins.end(), begins.begin());
      std::vector<std::size_t> next = begins;
      for (std::size_t r = 0; r < of.size(); ++r)
        rows[next[of[r]]++] = static_cast<std::uint32_t>(r);
    }

    std::span<const std::uint32_t> of(std::size_t list) const {
      return std::span(rows).subspan(begins[list], begins[list + 1] - begins[list]);
    }
  };

  /// A measure of one group.
  struct Measured {
    Int128 value = 0;
    std::int64_t cells = 0;
    std::int64_t at_extreme = 0;  ///< of a least or greatest value: how many rows have it
  };

  /// An output of one group.
  struct Figure {
    Int128 digits = 0;
    std::int64_t selected = 0, cells = 0;
    bool is_huge = false;  ///< another row less could leave 38 digits
  };

  /// An output as its rows are looked up.
  struct SummedPart {
    const std::int64_t* values;
    const std::uint8_t* valid;
    std::int64_t factor;
  };
  struct Summed {
    bool counts = false, is_extreme = false;
    const std::uint8_t* truths = nullptr;  ///< null: every row
    std::vector<SummedPart> parts;
  };

  static bool is_beyond(SumKind kind, std::int64_t value, const Measured& measured) {
    if (measured.cells == 0) return true;
    return kind == SumKind::min ? value < measured.value : value > measured.value;
  }

  Body(std::shared_ptr<const RowTable> given, const System& system, const RollupOptions& options,
       const Progress& progress)
      : table(std::move(given)),
        plan(detail::make_plan(system, present_of(*table, system), options.wanted)),
        columns(*table, system, options.threads, ignored),
        groups(number_groups(*table, group_of)),
        first_rows(number_enterprises(*table, enterprise_of)),
        by_group(group_of, groups.size()),
        by_enterprise(enterprise_of, first_rows.size()) {
    for (const detail::OutputSum& output : plan.outputs) {
      fields.push_back(output.field);
      names.push_back(system.fields[static_cast<std::size_t>(output.field)].name);
    }
    find_truths(system, options.threads);
    report(progress, 0.6);
    totals.resize(groups.size() * plan.measures.size());
    selected.resize(groups.size() * plan.predicates.size());
    wholes.resize(groups.size() * plan.outputs.size());
    parallel_for(groups.size(), options.threads, [&](std::size_t g) {
      add_up(g);
      for (std::size_t k = 0; k < plan.outputs.size(); ++k)
        wholes[g * plan.outputs.size() + k] = figure_of(g, k, {});
    });
    find_outputs();
    report(progress, 1.0);
  }

  const Column& column_of(const detail::Measure& measure) const {
    return columns[static_cast<std::size_t>(measure.field)];
  }

  bool is_chosen(int predicate, std::uint32_t row) const {
    return predicate == every_row || truths[static_cast<std::size_t>(predicate)][row] != 0;
  }

  /// An output without some rows, from its measures.
  Figure figure_of(std::size_t group, std::size_t k, std::span<const std::uint32_t> rows) const {
    const detail::OutputSum& output = plan.outputs[k];
    Figure figure;
    figure.selected = static_cast<std::int64_t>(by_group.of(group).size() - rows.size());
    if (output.predicate != every_row) {
      const auto p = static_cast<std::size_t>(output.predicate);
      figure.selected = selected[group * plan.predicates.size() + p];
      for (const std::uint32_t row : rows) figure.selected -= truths[p][row];
    }
    if (output.counts) {
      figure.digits = figure.selected;
      return figure;
    }
    for (const detail::OutputSum::Part& part : output.parts) {
      const Measured left = without(group, part.measure, rows);
      const auto product = checked_multiply(left.value, part.factor);
      const auto more = product ? checked_add(figure.digits, *product) : std::nullopt;
      if (!more)
        fail(Code::sum_too_large, Place::of_zone(groups[group].zone, groups[group].year), names[k]);
      figure.digits = *more;
      figure.cells += left.cells;
    }
    const Int128 size = figure.digits < 0 ? -figure.digits : figure.digits;
    figure.is_huge = size > power_of_ten(max_digits - 1);
    return figure;
  }

  /// What is left of a measure.
  Measured without(std::size_t group, std::size_t m, std::span<const std::uint32_t> rows) const {
    const detail::Measure& measure = plan.measures[m];
    const Column& column = column_of(measure);
    Measured left = totals[group * plan.measures.size() + m];
    for (const std::uint32_t row : rows) {
      if (column.valid[row] == 0 || !is_chosen(measure.predicate, row)) continue;
      --left.cells;
      if (measure.kind == SumKind::sum)
        left.value -= column.values[row];
      else if (column.values[row] == left.value)
        --left.at_extreme;
    }
    if (measure.kind == SumKind::sum || left.at_extreme > 0 || left.cells == 0) return left;
    return extreme_of(group, measure, rows);
  }

  Measured extreme_of(std::size_t group, const detail::Measure& measure,
                      std::span<const std::uint32_t> without_rows) const {
    std::vector<std::uint32_t> out(without_rows.begin(), without_rows.end());
    std::sort(out.begin(), out.end());
    Measured found;
    for (const std::uint32_t row : by_group.of(group)) {
      if (!std::binary_search(out.begin(), out.end(), row)) take(found, measure, row);
    }
    return found;
  }

  void take(Measured& measured, const detail::Measure& measure, std::uint32_t row) const {
    const Column& column = column_of(measure);
    if (column.valid[row] == 0 || !is_chosen(measure.predicate, row)) return;
    const std::int64_t value = column.values[row];
    if (measure.kind == SumKind::sum) {
      measured.value += value;
    } else if (is_beyond(measure.kind, value, measured)) {
      measured.value = value;
      measured.at_extreme = 1;
    } else if (measured.value == value) {
      ++measured.at_extreme;
    }
    ++measured.cells;
  }

  std::shared_ptr<const RowTable> table;
  Problems ignored;  ///< said when the rows were rolled up
  detail::Plan plan;
  detail::Columns columns;
  std::vector<std::uint32_t> group_of, enterprise_of;
  std::vector<ZoneYear> groups;
  std::vector<std::uint32_t> first_rows;
  ListsOfRows by_group, by_enterprise;
  std::vector<int> fields;
  std::vector<std::string> names;
  std::vector<std::vector<std::uint8_t>> truths;  ///< a predicate, a row
  std::vector<Measured> totals;                   ///< a group, a measure
  std::vector<std::int64_t> selected;             ///< a group, a predicate
  std::vector<Figure> wholes;                     ///< a group, an output
  std::vector<Summed> outputs;

 private:
  void find_outputs() {
    for (const detail::OutputSum& output : plan.outputs) {
      Summed& summed = outputs.emplace_back();
      summed.counts = output.counts;
      if (output.predicate != every_row)
        summed.truths = truths[static_cast<std::size_t>(output.predicate)].data();
      for (const detail::OutputSum::Part& part : output.parts) {
        const detail::Measure& measure = plan.measures[part.measure];
        const Column& column = column_of(measure);
        summed.is_extreme = summed.is_extreme || measure.kind != SumKind::sum;
        summed.parts.push_back({column.values.data(), column.valid.data(), part.factor});
      }
    }
  }

  void find_truths(const System& system, int threads) {
    truths.assign(plan.predicates.size(), std::vector<std::uint8_t>(table->size()));
    if (truths.empty()) return;
    std::vector<int> looked_at;
    const auto look = [&](int field) {
      if (field >= 0 && std::find(looked_at.begin(), looked_at.end(), field) == looked_at.end())
        looked_at.push_back(field);
    };
    for (const detail::Predicate& predicate : plan.predicates) {
      for (const detail::PredicateStep& step : predicate.steps) {
        look(step.field);
        look(step.left.field);
        look(step.right.field);
        for (const LinearForm::Term& term : step.form.terms) look(term.field);
      }
    }
    constexpr std::size_t part_rows = detail::block_rows * 64;
    parallel_for((table->size() + part_rows - 1) / part_rows, threads, [&](std::size_t part) {
      detail::Dictionary codes;
      for (const std::string& code : table->codes) codes.number(code);
      std::vector<std::unique_ptr<detail::BlockColumn>> blocks(system.fields.size());
      for (const int field : looked_at)
        blocks[static_cast<std::size_t>(field)] = std::make_unique<detail::BlockColumn>();
      detail::PredicateRunner runner(
          [&](int field) -> const detail::BlockColumn& {
            return *blocks[static_cast<std::size_t>(field)];
          },
          codes);
      const auto truth = std::make_unique<detail::Truth>();
      const std::size_t end = std::min(table->size(), (part + 1) * part_rows);
      for (std::size_t begin = part * part_rows; begin < end; begin += detail::block_rows) {
        const std::size_t n = std::min(detail::block_rows, end - begin);
        for (const int field : looked_at)
          fill(*blocks[static_cast<std::size_t>(field)], columns[static_cast<std::size_t>(field)],
               begin, n);
        for (std::size_t p = 0; p < plan.predicates.size(); ++p) {
          runner.run(plan.predicates[p], table->year.data() + begin, n, *truth);
          for (std::size_t i = 0; i < n; ++i) truths[p][begin + i] = truth->holds(i) ? 1 : 0;
        }
      }
    });
  }

  static void fill(detail::BlockColumn& to, const Column& from, std::size_t begin, std::size_t n) {
    to.clear();
    to.value.fill(0);
    to.valid.fill(0);
    for (std::size_t i = 0; i < n; ++i) {
      if (from.valid[begin + i] == 0) continue;
      const std::int64_t value = from.values[begin + i];
      to.value[i] = value;
      to.valid[i] = -1;
      to.magnitude |= static_cast<std::uint64_t>(value ^ (value >> 63));
    }
    detail::pack_values(to, n);
  }

  void add_up(std::size_t group) {
    const std::span<const std::uint32_t> rows = by_group.of(group);
    for (std::size_t m = 0; m < plan.measures.size(); ++m) {
      Measured& total = totals[group * plan.measures.size() + m];
      for (const std::uint32_t row : rows) take(total, plan.measures[m], row);
    }
    for (std::size_t p = 0; p < plan.predicates.size(); ++p) {
      for (const std::uint32_t row : rows)
        selected[group * plan.predicates.size() + p] += truths[p][row];
    }
  }
};

RowSums::RowSums(std::shared_ptr<const RowTable> rows, const System& system,
                 const RollupOptions& options, const Progress& progress)
    : body_(std::make_unique<const Body>(std::move(rows), system, options, progress)) {}

RowSums::~RowSums() = default;

const std::vector<int>& RowSums::fields() const { return body_->fields; }

const std::vector<ZoneYear>& RowSums::groups() const { return body_->groups; }

std::span<const std::uint32_t> RowSums::rows_of_group(std::size_t group) const {
  return body_->by_group.of(group);
}

std::size_t RowSums::group_of(std::uint32_t row) const { return body_->group_of[row]; }

std::size_t RowSums::n_enterprises() const { return body_->first_rows.size(); }

std::string_view RowSums::enterprise(std::size_t enterprise) const {
  return body_->table->enterprises[body_->first_rows[enterprise]];
}

std::span<const std::uint32_t> RowSums::rows_of_enterprise(std::size_t enterprise) const {
  return body_->by_enterprise.of(enterprise);
}

std::size_t RowSums::enterprise_of(std::uint32_t row) const { return body_->enterprise_of[row]; }

void RowSums::figures(std::size_t group, std::span<const std::uint32_t> without, Int128* digits,
                      std::uint8_t* valid) const {
  const Body& body = *body_;
  const std::size_t n_rows = body.by_group.of(group).size() - without.size();
  if (n_rows == 0) {
    std::fill_n(digits, body.fields.size(), Int128{0});
    std::fill_n(valid, body.fields.size(), std::uint8_t{0});
    return;
  }
  const Body::Figure* const whole = body.wholes.data() + group * body.fields.size();
  for (std::size_t k = 0; k < body.outputs.size(); ++k) {
    const Body::Summed& output = body.outputs[k];
    Body::Figure left = whole[k];
    if (output.is_extreme || left.is_huge) {
      left = body.figure_of(group, k, without);
    } else {
      for (const std::uint32_t row : without) {  // without branches: conditions are hard to foresee
        const std::int64_t chosen = output.truths == nullptr ? 1 : output.truths[row];
        left.selected -= chosen;
        for (const Body::SummedPart& part : output.parts) {
          // Callers go through the rows in order; more columns are read than the processor
          // foresees.
          __builtin_prefetch(part.values + row + 32);
          const std::int64_t counts = chosen & part.valid[row];
          left.digits -= Int128{part.factor} * (part.values[row] & -counts);
          left.cells -= counts;
        }
      }
      if (output.counts) left.digits = left.selected;
    }
    digits[k] = left.digits;
    valid[k] =
        output.counts || left.cells > 0 || (left.selected == 0 && !output.is_extreme) ? 1 : 0;
  }
}

bool RowSums::is_sum(std::size_t field) const {
  const Body::Summed& output = body_->outputs[field];
  return !output.counts && !output.is_extreme;
}

bool RowSums::part(std::size_t field, std::uint32_t row, Int128& digits) const {
  const Body::Summed& output = body_->outputs[field];
  if (output.truths != nullptr && output.truths[row] == 0) return false;
  bool any = false;
  digits = 0;
  for (const Body::SummedPart& part : output.parts) {
    if (part.valid[row] == 0) continue;
    digits += Int128{part.factor} * part.values[row];
    any = true;
  }
  return any;
}

}  // namespace zonerank
