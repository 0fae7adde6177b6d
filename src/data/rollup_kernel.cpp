#include "data/rollup_kernel.hpp"

#include <algorithm>
#include <array>

namespace zonerank::detail {
namespace {

/// Three-valued truth of a block of rows: yes, no, or neither.
struct Truth {
  std::array<std::uint8_t, block_rows> yes;
  std::array<std::uint8_t, block_rows> no;
};

template <class F>
void compare_each(Op op, std::size_t n, const F& both) {
  switch (op) {
    case Op::less:
      both(n, [](auto x) { return x < 0; });
      break;
    case Op::less_equal:
      both(n, [](auto x) { return x <= 0; });
      break;
    case Op::greater:
      both(n, [](auto x) { return x > 0; });
      break;
    case Op::greater_equal:
      both(n, [](auto x) { return x >= 0; });
      break;
    case Op::equal:
      both(n, [](auto x) { return x == 0; });
      break;
    default:
      both(n, [](auto x) { return x != 0; });
      break;
  }
}

class PredicateRunner {
 public:
  PredicateRunner(const RowTable& rows, const Columns& columns) : rows_(rows), columns_(columns) {}

  /// The truth of rows [begin, begin + n).
  const Truth& run(const Predicate& predicate, std::size_t begin, std::size_t n) {
    top_ = 0;
    for (const PredicateStep& step : predicate.steps) run(step, begin, n);
    return stack_[0];
  }

 private:
  using Kind = PredicateStep::Kind;

  Truth& push() {
    if (top_ == stack_.size()) stack_.emplace_back();
    return stack_[top_++];
  }

  const Column& column(int field) const { return columns_[static_cast<std::size_t>(field)]; }

  void run(const PredicateStep& step, std::size_t begin, std::size_t n) {
    switch (step.kind) {
      case Kind::flag: {
        Truth& truth = push();
        const std::int64_t* value = column(step.field).values.data() + begin;
        const std::uint8_t* valid = column(step.field).valid.data() + begin;
        for (std::size_t i = 0; i < n; ++i) {
          const auto is = static_cast<std::uint8_t>(value[i] != 0);
          truth.yes[i] = valid[i] & is;
          truth.no[i] = valid[i] & static_cast<std::uint8_t>(is ^ 1U);
        }
        break;
      }
      case Kind::missing: {
        Truth& truth = push();
        const std::uint8_t* valid = column(step.field).valid.data() + begin;
        for (std::size_t i = 0; i < n; ++i) {
          truth.yes[i] = valid[i] ^ 1U;
          truth.no[i] = valid[i];
        }
        break;
      }
      case Kind::codes: {
        Truth& truth = push();
        const std::int64_t* value = column(step.field).values.data() + begin;
        const std::uint8_t* valid = column(step.field).valid.data() + begin;
        for (std::size_t i = 0; i < n; ++i) {
          const std::uint8_t match =
              valid[i] != 0 ? step.matches[static_cast<std::size_t>(value[i])] : 2;
          truth.yes[i] = match == 1;
          truth.no[i] = match == 0;
        }
        break;
      }
      case Kind::compare:
        if (step.wide)
          compare<Int128>(step, begin, n, wide_);
        else
          compare<std::int64_t>(step, begin, n, narrow_);
        break;
      case Kind::years:
        compare_years(step, begin, n);
        break;
      case Kind::negate: {
        Truth& truth = stack_[top_ - 1];
        std::swap_ranges(truth.yes.begin(), truth.yes.begin() + static_cast<std::ptrdiff_t>(n),
                         truth.no.begin());
        break;
      }
      case Kind::both:
      case Kind::either: {
        Truth& a = stack_[top_ - 2];
        const Truth& b = stack_[--top_];
        const bool both = step.kind == Kind::both;
        for (std::size_t i = 0; i < n; ++i) {
          a.yes[i] = both ? a.yes[i] & b.yes[i] : a.yes[i] | b.yes[i];
          a.no[i] = both ? a.no[i] | b.no[i] : a.no[i] & b.no[i];
        }
        break;
      }
    }
  }

  template <class Integer>
  void compare(const PredicateStep& step, std::size_t begin, std::size_t n,
               std::vector<Integer>& sum) {
    Truth& truth = push();
    sum.assign(n, Integer{step.form.constant});
    std::fill_n(truth.no.begin(), n,
                std::uint8_t{1});  // until the end: whether every part is there
    for (const LinearForm::Term& term : step.form.terms) {
      const std::int64_t* value = column(term.field).values.data() + begin;
      const std::uint8_t* valid = column(term.field).valid.data() + begin;
      const Integer factor = term.factor;
      for (std::size_t i = 0; i < n; ++i) {
        sum[i] += factor * value[i];
        truth.no[i] &= valid[i];
      }
    }
    compare_each(step.op, n, [&](std::size_t count, auto holds) {
      for (std::size_t i = 0; i < count; ++i) {
        const auto is = static_cast<std::uint8_t>(holds(sum[i]));
        truth.yes[i] = truth.no[i] & is;
        truth.no[i] = truth.no[i] & static_cast<std::uint8_t>(is ^ 1U);
      }
    });
  }

  void compare_years(const PredicateStep& step, std::size_t begin, std::size_t n) {
    Truth& truth = push();
    const auto value = [&](const PredicateStep::Side& side, std::size_t i, std::uint8_t& known) {
      if (side.row_year) return std::int64_t{rows_.year[begin + i]};
      if (side.field < 0) return side.constant;
      known &= column(side.field).valid[begin + i];
      return column(side.field).values[begin + i];
    };
    compare_each(step.op, n, [&](std::size_t count, auto holds) {
      for (std::size_t i = 0; i < count; ++i) {
        std::uint8_t known = 1;
        const std::int64_t left = value(step.left, i, known);
        const bool is = holds(left - value(step.right, i, known));
        truth.yes[i] = known & static_cast<std::uint8_t>(is);
        truth.no[i] = known & static_cast<std::uint8_t>(!is);
      }
    });
  }

  const RowTable& rows_;
  const Columns& columns_;
  std::vector<Truth> stack_ = std::vector<Truth>(2);
  std::size_t top_ = 0;
  std::vector<std::int64_t> narrow_;
  std::vector<Int128> wide_;
};

/// Blank cells hold 0, so a sum needs no branch.
template <class Integer>
void add_block(const std::int64_t* value, const std::uint8_t* valid, const std::uint8_t* selected,
               const std::int32_t* group, std::size_t n,
               std::vector<Accumulator<Integer>>& totals) {
  Accumulator<Integer>* const total = totals.data();
  if (selected == nullptr) {
    for (std::size_t i = 0; i < n; ++i) {
      Accumulator<Integer>& t = total[group[i]];
      t.value += value[i];
      t.cells += valid[i];
    }
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t take = valid[i] & selected[i];
    Accumulator<Integer>& t = total[group[i]];
    t.value += value[i] & -take;
    t.cells += take;
  }
}

void extreme_block(bool least, const std::int64_t* value, const std::uint8_t* valid,
                   const std::uint8_t* selected, const std::int32_t* group, std::size_t n,
                   std::vector<Accumulator<std::int64_t>>& totals) {
  for (std::size_t i = 0; i < n; ++i) {
    if (valid[i] == 0 || (selected != nullptr && selected[i] == 0)) continue;
    Accumulator<std::int64_t>& t = totals[static_cast<std::size_t>(group[i])];
    if (t.cells++ == 0)
      t.value = value[i];
    else
      t.value = least ? std::min(t.value, value[i]) : std::max(t.value, value[i]);
  }
}

}  // namespace

Totals::Totals(const Plan& plan, std::size_t n)
    : n_groups(n),
      rows(n, 0),
      selections(plan.predicates.size(), std::vector<Selection>(n)),
      narrow(plan.measures.size()),
      wide(plan.measures.size()) {
  for (std::size_t m = 0; m < plan.measures.size(); ++m) {
    if (plan.measures[m].wide)
      wide[m].resize(n);
    else
      narrow[m].resize(n);
  }
}

void Totals::merge(const Plan& plan, const Totals& other) {
  for (std::size_t g = 0; g < n_groups; ++g) {
    rows[g] += other.rows[g];
    for (std::size_t p = 0; p < selections.size(); ++p) {
      selections[p][g].selected += other.selections[p][g].selected;
      selections[p][g].unknown += other.selections[p][g].unknown;
    }
    for (std::size_t m = 0; m < plan.measures.size(); ++m) {
      const auto add = [&](auto& mine, const auto& theirs) {
        if (plan.measures[m].kind == Measure::Kind::sum)
          mine.value += theirs.value;
        else if (mine.cells == 0)
          mine.value = theirs.value;
        else if (theirs.cells > 0) {
          mine.value = plan.measures[m].kind == Measure::Kind::min
                           ? std::min(mine.value, theirs.value)
                           : std::max(mine.value, theirs.value);
        }
        mine.cells += theirs.cells;
      };
      if (plan.measures[m].wide)
        add(wide[m][g], other.wide[m][g]);
      else
        add(narrow[m][g], other.narrow[m][g]);
    }
  }
}

Accumulator<Int128> Totals::total(const Plan& plan, std::size_t measure, std::size_t group) const {
  if (plan.measures[measure].wide) return wide[measure][group];
  return {narrow[measure][group].value, narrow[measure][group].cells};
}

std::int64_t Totals::selected(int predicate, std::size_t group) const {
  return predicate == every_row ? rows[group]
                                : selections[static_cast<std::size_t>(predicate)][group].selected;
}

void accumulate(const RowTable& rows, const Columns& columns, const Plan& plan,
                const std::vector<std::int32_t>& group, std::size_t begin, std::size_t end,
                Totals& totals) {
  PredicateRunner runner(rows, columns);
  for (; begin < end; begin += block_rows) {
    const std::size_t n = std::min(block_rows, end - begin);
    const std::int32_t* const g = group.data() + begin;
    for (std::size_t i = 0; i < n; ++i) ++totals.rows[static_cast<std::size_t>(g[i])];
    for (int p = every_row; p < static_cast<int>(plan.predicates.size()); ++p) {
      const std::uint8_t* selected = nullptr;
      if (p != every_row) {
        const auto at = static_cast<std::size_t>(p);
        const Truth& truth = runner.run(plan.predicates[at], begin, n);
        selected = truth.yes.data();
        for (std::size_t i = 0; i < n; ++i) {
          Selection& selection = totals.selections[at][static_cast<std::size_t>(g[i])];
          selection.selected += truth.yes[i];
          selection.unknown += 1 - truth.yes[i] - truth.no[i];
        }
      }
      for (std::size_t m = 0; m < plan.measures.size(); ++m) {
        const Measure& measure = plan.measures[m];
        if (measure.predicate != p) continue;
        const Column& column = columns[static_cast<std::size_t>(measure.field)];
        const std::int64_t* value = column.values.data() + begin;
        const std::uint8_t* valid = column.valid.data() + begin;
        if (measure.kind != Measure::Kind::sum) {
          extreme_block(measure.kind == Measure::Kind::min, value, valid, selected, g, n,
                        totals.narrow[m]);
        } else if (measure.wide) {
          add_block(value, valid, selected, g, n, totals.wide[m]);
        } else {
          add_block(value, valid, selected, g, n, totals.narrow[m]);
        }
      }
    }
  }
}

std::vector<std::uint8_t> unknown_rows(const RowTable& rows, const Columns& columns,
                                       const Predicate& predicate, std::size_t begin,
                                       std::size_t n) {
  PredicateRunner runner(rows, columns);
  const Truth& truth = runner.run(predicate, begin, n);
  std::vector<std::uint8_t> result(n);
  for (std::size_t i = 0; i < n; ++i) result[i] = truth.yes[i] == 0 && truth.no[i] == 0 ? 1 : 0;
  return result;
}

}  // namespace zonerank::detail
