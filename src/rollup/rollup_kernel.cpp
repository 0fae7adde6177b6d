#include "rollup/rollup_kernel.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <tuple>
#include <utility>

#include "zonerank/core/decimal.hpp"

namespace zonerank::detail {
namespace {

/// Sums beyond these bytes are fetched ahead.
constexpr std::size_t first_caches = std::size_t{1} << 18;

/// How many rows may be added to an accumulator before it is emptied: their values must stay below
/// the bits that count cells, and the cells within those.
std::uint32_t most_rows(std::uint64_t magnitude) {
  const int bits = std::min(14, count_bit - 1 - width_of(magnitude));
  return std::uint32_t{1} << bits;
}

Total unpack(std::int64_t accumulator) {
  const std::int64_t cells = (accumulator + one_cell / 2) >> count_bit;
  return {accumulator - cells * one_cell, cells};
}

/// How a field is looked at before its sums: not at all, only compared, or value by value.
enum class Look : std::uint8_t { none, compared, values };

std::vector<Look> looks_of(const Plan& plan, std::size_t n_fields) {
  std::vector<Look> result(n_fields, Look::none);
  const auto mark = [&](int field, Look look) {
    if (field < 0) return;
    Look& known = result[static_cast<std::size_t>(field)];
    known = std::max(known, look);
  };
  const auto mark_form = [&](const LinearForm& form, Look look) {
    for (const LinearForm::Term& term : form.terms) mark(term.field, look);
  };
  for (const Derived& derived : plan.derived) mark_form(derived.form, Look::values);
  for (const Predicate& predicate : plan.predicates) {
    for (const PredicateStep& step : predicate.steps) {
      mark(step.field, Look::values);
      mark(step.left.field, Look::values);
      mark(step.right.field, Look::values);
      mark_form(step.form, Look::compared);
    }
  }
  for (const Measure& measure : plan.measures) {
    if (measure.kind != SumKind::sum) mark(measure.field, Look::values);
  }
  return result;
}

}  // namespace

Worker::Worker(const Plan& plan, const System& system, const IndustryGrouping& grouping)
    : plan_(plan),
      system_(system),
      grouping_(grouping),
      kernels_(lane_kernels()),
      industries_(grouping),
      column_of_(system.fields.size(), -1),
      predicates_([this](int field) -> const BlockColumn& { return *columns_[column_of(field)]; },
                  dictionaries_.codes),
      truths_(plan.predicates.size()),
      truth_counts_(plan.predicates.size()),
      incomplete_(plan.derived.size(), 0),
      n_unknown_(plan.predicates.size(), 0) {
  const auto add_column = [this](int field) {
    column_of_[static_cast<std::size_t>(field)] = static_cast<int>(columns_.size());
    columns_.push_back(std::make_unique<BlockColumn>());
  };
  for (const int field : plan.inputs) add_column(field);
  for (const Derived& derived : plan.derived) add_column(derived.field);
  if (grouping.by != IndustryGrouping::By::nothing) {
    industry_column_ = static_cast<int>(columns_.size());
    columns_.push_back(std::make_unique<BlockColumn>());
  }
  const std::vector<Look> looks = looks_of(plan, system.fields.size());
  std::vector<bool> filled(system.fields.size(), false);
  for (const int field : plan.inputs) {
    const auto f = static_cast<std::size_t>(field);
    filled[f] = looks[f] != Look::none;
    if (filled[f]) early_.push_back({field, looks[f] == Look::compared});
  }
  for (const Derived& derived : plan.derived)
    filled[static_cast<std::size_t>(derived.field)] = true;
  for (std::size_t m = 0; m < plan.measures.size(); ++m) {
    const Measure& measure = plan.measures[m];
    if (measure.kind != SumKind::sum) {
      extreme_measures_.push_back(m);
      continue;
    }
    const auto f = static_cast<std::size_t>(measure.field);
    lanes_.push_back({column_of_[f], measure.predicate, m, filled[f] ? -1 : measure.field, false});
  }
  arrange_lanes();
  for (std::size_t p = 0; p < plan.predicates.size(); ++p)
    lanes_.push_back({-1, static_cast<int>(p), p, -1, false});
  stride_ = (lanes_.size() + lane_group - 1) / lane_group * lane_group;
  zero_.fill(0);
  most_pending_ = most_rows(0);
}

/// Lanes over one column follow each other, that of every row first, while the nearest cache holds
/// its cells: in the place of that lane, where nothing else is put before the last of them.
void Worker::arrange_lanes() {
  std::stable_sort(lanes_.begin(), lanes_.end(), [](const Lane& a, const Lane& b) {
    return std::tie(a.column, a.predicate) < std::tie(b.column, b.predicate);
  });
  for (std::size_t k = 0; k < lanes_.size(); ++k) {
    Lane& lane = lanes_[k];
    lane.is_first = k == 0 || lane.column != lanes_[k - 1].column;
    if (!lane.is_first || lane.late_field < 0 || lane.predicate != every_row) continue;
    const std::size_t next = k + lane_group;
    if (next < lanes_.size() && lanes_[next].column == lane.column) continue;
    columns_[static_cast<std::size_t>(lane.column)]->packed = block_[k % lane_group].data();
  }
}

void Worker::add(BlockSource& source, std::size_t begin, std::size_t end, std::size_t offset) {
  for (; begin < end; begin += block_rows) {
    add_block(source, begin, std::min(block_rows, end - begin), offset);
  }
}

void Worker::add_block(BlockSource& source, std::size_t begin, std::size_t n, std::size_t offset) {
  for (const auto& [field, is_compared] : early_) {
    if (!is_compared || !pack(source, field, begin, n)) fill(source, field, begin, n);
  }
  find_groups(source, begin, n);
  derive(source, begin, n);
  bool any_unknown = false;
  for (std::size_t p = 0; p < plan_.predicates.size(); ++p) {
    Truth& truth = truths_[p];
    predicates_.run(plan_.predicates[p], year_.data(), n, truth);
    any_unknown |= kernels_.tally(truth.yes.data(), truth.no.data(), n, truth_counts_[p].data());
  }
  add_lanes(source, begin, n);
  for (std::size_t k = 0; k < extreme_measures_.size(); ++k) {
    add_extreme(plan_.measures[extreme_measures_[k]], k, n);
  }
  count_rows(n);
  if (any_unknown) list_unknown(source, begin, n, offset);
}

void Worker::fill(BlockSource& source, int field, std::size_t begin, std::size_t n) {
  BlockColumn& column = *columns_[column_of(field)];
  column.clear();
  source.field(field, begin, n, dictionaries_, column);
  pack_values(column, n);
  for (std::size_t line = 0; column.upcoming != nullptr && line < first_lines; ++line)
    __builtin_prefetch(column.upcoming + line * line_bytes);
}

bool Worker::pack(BlockSource& source, int field, std::size_t begin, std::size_t n) {
  BlockColumn& column = *columns_[column_of(field)];
  column.clear();
  column.is_packed = source.pack(field, begin, n, column);
  return column.is_packed;
}

void Worker::find_groups(BlockSource& source, std::size_t begin, std::size_t n) {
  source.keys(begin, n, dictionaries_, zone_.data(), year_.data());
  const bool by_industry = industry_column_ >= 0;
  if (by_industry) find_industries(source, begin, n);
  groups_.find(zone_.data(), year_.data(), by_industry ? industry_.data() : nullptr, n,
               slot_.data());
  if (pending_.size() < groups_.size()) make_room();
}

void Worker::find_industries(BlockSource& source, std::size_t begin, std::size_t n) {
  const int field = system_.field("industry");
  if (source.codes(field, begin, n, industry_.data()))
    return industries_.numbers(industry_.data(), n, dictionaries_.codes);
  BlockColumn& codes = *columns_[static_cast<std::size_t>(industry_column_)];
  codes.clear();
  source.field(field, begin, n, dictionaries_, codes);
  for (std::size_t i = 0; i < n; ++i) {
    industry_[i] =
        codes.valid[i] == 0
            ? industries_.none()
            : industries_.number(static_cast<std::uint32_t>(codes.value[i]), dictionaries_.codes);
  }
}

void Worker::make_room() {
  const std::size_t n = groups_.size();
  pending_.resize(n, 0);
  rows_.resize(n, 0);
  totals_of_.resize(n, no_totals);
  sums_.resize(n * (stride_ / lane_group));
  extremes_.resize(n * extreme_measures_.size());
}

/// Most groups are never emptied before the end: only others have totals beside their accumulators.
Total* Worker::totals_of(std::size_t group) {
  if (totals_of_[group] == no_totals) {
    totals_of_[group] = n_emptied_++;
    totals_.resize(totals_.size() + stride_);
  }
  return totals_.data() + totals_of_[group] * stride_;
}

void Worker::derive(BlockSource& source, std::size_t begin, std::size_t n) {
  for (std::size_t d = 0; d < plan_.derived.size(); ++d) {
    const Derived& derived = plan_.derived[d];
    BlockColumn& result = *columns_[column_of(derived.field)];
    result.clear();
    std::fill_n(result.value.begin(), n, std::int64_t{0});
    std::fill_n(result.valid.begin(), n, std::int64_t{0});
    BlockInts whole;
    std::fill_n(whole.begin(), n, std::int64_t{-1});
    int bits = 0;
    for (const LinearForm::Term& term : derived.form.terms) {
      const BlockColumn& part = *columns_[column_of(term.field)];
      const auto factor = static_cast<std::uint64_t>(term.factor < 0 ? -term.factor : term.factor);
      bits = 1 + std::max(bits, width_of(factor) + width_of(part.magnitude));
      for (std::size_t i = 0; i < n; ++i) result.valid[i] |= part.valid[i];
      if (bits <= 62) {
        kernels_.add_term(term.factor, part.value.data(), part.valid.data(), n, result.value.data(),
                          whole.data());
      } else {
        for (std::size_t i = 0; i < n; ++i) whole[i] &= part.valid[i];
      }
    }
    if (bits > 62) derive_exactly(derived, source, begin, n);
    std::uint64_t magnitude = 0;
    std::int64_t incomplete = 0;
    for (std::size_t i = 0; i < n; ++i) {
      magnitude |= static_cast<std::uint64_t>(result.value[i] ^ (result.value[i] >> 63));
      incomplete -= result.valid[i] & ~whole[i];
    }
    result.magnitude = magnitude;
    pack_values(result, n);
    incomplete_[d] += incomplete;
  }
}

void Worker::derive_exactly(const Derived& derived, BlockSource& source, std::size_t begin,
                            std::size_t n) {
  BlockColumn& result = *columns_[column_of(derived.field)];
  constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = 0; i < n; ++i) {
    Int128 sum = 0;
    bool overflow = false;
    for (const LinearForm::Term& term : derived.form.terms) {
      const Int128 value = columns_[column_of(term.field)]->value[i];
      overflow |= __builtin_add_overflow(sum, Int128{term.factor} * value, &sum);
    }
    if (overflow || sum > most || sum < -most) {
      const Field& field = system_.fields[static_cast<std::size_t>(derived.field)];
      fail(Code::cell_too_large, place_of(source, begin, i).with_field(field.name),
           overflow ? words("the figure", "该数据") : format_decimal(sum, field.places));
    }
    result.value[i] = static_cast<std::int64_t>(sum);
  }
}

void Worker::limit_magnitude(std::uint64_t magnitude) {
  if ((magnitude | magnitude_) == magnitude_) return;
  magnitude_ |= magnitude;
  const std::uint32_t most = most_rows(magnitude_);
  if (most == most_pending_) return;
  for (std::size_t g = 0; g < groups_.size(); ++g) flush(g);
  most_pending_ = most;
}

void Worker::add_lanes(BlockSource& source, std::size_t begin, std::size_t n) {
  std::array<LaneSource, lane_group> sources;
  const bool is_far = sums_.size() * sizeof(LaneSums) > first_caches;
  for (std::size_t first = 0; first < stride_; first += lane_group) {
    for (std::size_t k = 0; k < lane_group; ++k) {
      sources[k] = {zero_.data(), reinterpret_cast<const char*>(zero_.data()), 0};
      if (first + k < lanes_.size()) prepare_lane(source, first + k, begin, n, sources[k]);
    }
    kernels_.add_lanes(sources.data(), slot_.data(), stride_, n, is_far, accumulators() + first);
  }
}

void Worker::prepare_lane(BlockSource& source, std::size_t k, std::size_t begin, std::size_t n,
                          LaneSource& to) {
  const Lane& lane = lanes_[k];
  if (lane.column < 0) {
    to.packed = truth_counts_[static_cast<std::size_t>(lane.predicate)].data();
    return;
  }
  BlockColumn& column = *columns_[static_cast<std::size_t>(lane.column)];
  if (lane.late_field >= 0 && lane.is_first && !pack(source, lane.late_field, begin, n))
    fill(source, lane.late_field, begin, n);
  if (!column.is_packed) {  // their values lie apart: the lane counts cells
    kernels_.pack(zero_.data(), column.valid.data(), n, column.packed);
    add_wide(lane, k, n);
  } else {
    limit_magnitude(column.magnitude);
  }
  to.packed = column.packed;
  if (lane.predicate >= 0) {
    BlockInts& selected = block_[k % lane_group];
    kernels_.select(to.packed, truths_[static_cast<std::size_t>(lane.predicate)].yes.data(), n,
                    selected.data());
    to.packed = selected.data();
  }
  if (column.upcoming != nullptr) {
    to.upcoming = std::exchange(column.upcoming, nullptr) + first_lines * line_bytes;
    to.width = column.upcoming_width;
  }
}

void Worker::add_wide(const Lane& lane, std::size_t k, std::size_t n) {
  const BlockColumn& column = *columns_[static_cast<std::size_t>(lane.column)];
  for (std::size_t i = 0; i < n; ++i) {
    if (is_chosen(lane.predicate, i)) totals_of(slot_[i])[k].value += column.value[i];
  }
}

void Worker::add_extreme(const Measure& measure, std::size_t at, std::size_t n) {
  const BlockColumn& column = *columns_[column_of(measure.field)];
  for (std::size_t i = 0; i < n; ++i) {
    if (column.valid[i] == 0 || !is_chosen(measure.predicate, i)) continue;
    Total& total = extremes_[slot_[i] * extreme_measures_.size() + at];
    const Int128 value = column.value[i];
    if (total.cells++ == 0)
      total.value = value;
    else
      total.value = measure.kind == SumKind::min ? std::min(total.value, value)
                                                 : std::max(total.value, value);
  }
}

void Worker::count_rows(std::size_t n) {
  const std::uint32_t most = most_pending_ - static_cast<std::uint32_t>(block_rows);
  for (std::size_t i = 0; i < n; ++i) {
    if (++pending_[slot_[i]] > most) flush(slot_[i]);
  }
}

void Worker::flush(std::size_t group) {
  if (pending_[group] == 0) return;
  rows_[group] += pending_[group];
  pending_[group] = 0;
  std::int64_t* const from = accumulators() + group * stride_;
  Total* const to = totals_of(group);
  for (std::size_t k = 0; k < lanes_.size(); ++k) {
    const Total part = unpack(from[k]);
    to[k].value += part.value;
    to[k].cells += part.cells;
    from[k] = 0;
  }
}

Place Worker::place_of(BlockSource& source, std::size_t begin, std::size_t i) const {
  const Place place = Place::of_zone(dictionaries_.zones.texts()[zone_[i]], year_[i]);
  const std::string enterprise = source.enterprise(begin + i);
  return place.with_enterprise(enterprise);
}

void Worker::list_unknown(BlockSource& source, std::size_t begin, std::size_t n,
                          std::size_t offset) {
  for (std::size_t p = 0; p < plan_.predicates.size(); ++p) {
    const BlockInts& counts = truth_counts_[p];
    for (std::size_t i = 0; i < n && n_unknown_[p] < Problems::kept_per_code; ++i) {
      if (counts[i] < one_cell) continue;
      ++n_unknown_[p];
      unknown_.push_back({p, offset + begin + i, place_of(source, begin, i)});
    }
  }
}

Worker::Key Worker::key(std::size_t group) const {
  const Groups::Key& key = groups_[group];
  return {key.zone, key.year, key.industry};
}

Total Worker::total_of(std::size_t group, std::size_t lane) const {
  const std::size_t place = group * stride_ + lane;
  Total total = unpack(sums_[place / lane_group].of[place % lane_group]);
  if (totals_of_[group] == no_totals) return total;
  const Total& emptied = totals_[totals_of_[group] * stride_ + lane];
  total.value += emptied.value;
  total.cells += emptied.cells;
  return total;
}

Partial Worker::no_groups(const std::vector<std::string>& fields) const {
  Partial partial = shape_of(plan_, system_);
  partial.fields = fields;
  partial.industry = grouping_;
  return partial;
}

void Worker::add_to(Partial& partial, std::span<const PlacedGroup> groups) const {
  for (const auto& [group, at] : groups) partial.rows[at] += rows_[group] + pending_[group];
  for (std::size_t k = 0; k < lanes_.size(); ++k) {
    if (lanes_[k].column >= 0) {
      Partial::Sum& sum = partial.sums[lanes_[k].measure];
      for (const auto& [group, at] : groups) add_total(sum, at, total_of(group, k));
      continue;
    }
    Partial::Condition& condition = partial.conditions[lanes_[k].measure];
    for (const auto& [group, at] : groups) {
      const Total total = total_of(group, k);
      condition.of[at].selected += static_cast<std::int64_t>(total.value);
      condition.of[at].unknown += total.cells;
    }
  }
  for (std::size_t k = 0; k < extreme_measures_.size(); ++k) {
    Partial::Sum& sum = partial.sums[extreme_measures_[k]];
    for (const auto& [group, at] : groups)
      add_total(sum, at, extremes_[group * extreme_measures_.size() + k]);
  }
}

}  // namespace zonerank::detail
