#include "rollup/rollup_predicate.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace zonerank::detail {
namespace {

Sign sign_of(Op op) {
  switch (op) {
    case Op::less:
      return Sign::less;
    case Op::less_equal:
      return Sign::less_equal;
    case Op::greater:
      return Sign::greater;
    case Op::greater_equal:
      return Sign::greater_equal;
    case Op::equal:
      return Sign::equal;
    default:
      return Sign::not_equal;
  }
}

template <class Sum>
bool holds(Sign sign, Sum x) {
  switch (sign) {
    case Sign::less:
      return x < 0;
    case Sign::less_equal:
      return x <= 0;
    case Sign::greater:
      return x > 0;
    case Sign::greater_equal:
      return x >= 0;
    case Sign::equal:
      return x == 0;
    case Sign::not_equal:
      return x != 0;
  }
  return false;
}

/// A cell of a column, packed or not, and whether it is blank.
struct Cell {
  std::int64_t value;
  std::int64_t valid;  ///< -1 or 0
};

Cell cell_of(const BlockColumn& column, std::size_t i) {
  if (!column.is_packed) return {column.value[i], column.valid[i]};
  const bool valid = column.bits == nullptr || ((column.bits[i / 8] >> (i % 8)) & 1) != 0;
  return valid ? Cell{column.packed[i] - one_cell, -1} : Cell{0, 0};
}

/// Bits that a factor times a value of that magnitude may take.
int bits_of(std::int64_t factor, std::uint64_t magnitude) {
  const auto size = static_cast<std::uint64_t>(factor < 0 ? -(factor + 1) : factor);
  return width_of(size) + width_of(magnitude);
}

}  // namespace

void PredicateRunner::run(const Predicate& predicate, const std::int32_t* year, std::size_t n,
                          Truth& result) {
  predicate_ = &predicate;
  result_ = &result;
  top_ = 0;
  for (const PredicateStep& step : predicate.steps) run(step, year, n);
}

Truth& PredicateRunner::push() {
  ++top_;
  if (top_ > stack_.size() + 1) stack_.emplace_back();
  return top();
}

Truth& PredicateRunner::top(std::size_t below) {
  const std::size_t at = top_ - 1 - below;
  return at == 0 ? *result_ : stack_[at - 1];
}

/// The masks of a step as the truth that is now on top.
void PredicateRunner::push_masks(std::size_t n) {
  Truth& truth = push();
  lane_kernels().gather_bits(yes_.data(), n, truth.yes.data());
  lane_kernels().gather_bits(no_.data(), n, truth.no.data());
}

void PredicateRunner::run(const PredicateStep& step, const std::int32_t* year, std::size_t n) {
  switch (step.kind) {
    case Kind::flag: {
      const BlockColumn& column = column_of_(step.field);
      for (std::size_t i = 0; i < n; ++i) {
        yes_[i] = -column.value[i];
        no_[i] = column.valid[i] & (column.value[i] - 1);
      }
      push_masks(n);
      break;
    }
    case Kind::missing: {
      const BlockColumn& column = column_of_(step.field);
      for (std::size_t i = 0; i < n; ++i) {
        yes_[i] = ~column.valid[i];
        no_[i] = column.valid[i];
      }
      push_masks(n);
      break;
    }
    case Kind::codes:
      codes(step, n);
      break;
    case Kind::compare:
      compare(step, n);
      break;
    case Kind::years:
      compare_years(step, year, n);
      break;
    case Kind::negate: {
      Truth& truth = top();
      std::swap(truth.yes, truth.no);
      break;
    }
    case Kind::both:
    case Kind::either: {
      Truth& a = top(1);
      const Truth& b = top();
      const bool both = step.kind == Kind::both;
      auto& narrowed = both ? a.yes : a.no;
      auto& widened = both ? a.no : a.yes;
      const auto& narrowing = both ? b.yes : b.no;
      const auto& widening = both ? b.no : b.yes;
      for (std::size_t i = 0; i < (n + 7) / 8; ++i) {
        narrowed[i] &= narrowing[i];
        widened[i] |= widening[i];
      }
      --top_;
      break;
    }
  }
}

void PredicateRunner::codes(const PredicateStep& step, std::size_t n) {
  std::vector<Match>& matches = matches_[&step];
  while (matches.size() < codes_.texts().size()) {
    matches.push_back(match_code(step, codes_.texts()[matches.size()]));
  }
  const BlockColumn& column = column_of_(step.field);
  for (std::size_t i = 0; i < n; ++i) {
    const Match match =
        column.valid[i] == 0 ? Match::unknown : matches[static_cast<std::size_t>(column.value[i])];
    yes_[i] = -static_cast<std::int64_t>(match == Match::yes);
    no_[i] = -static_cast<std::int64_t>(match == Match::no);
  }
  push_masks(n);
}

void PredicateRunner::compare(const PredicateStep& step, std::size_t n) {
  int bits = bits_of(1, static_cast<std::uint64_t>(step.form.constant < 0 ? -step.form.constant
                                                                          : step.form.constant));
  bool packed = true;
  terms_.clear();
  for (const LinearForm::Term& term : step.form.terms) {
    const BlockColumn& column = column_of_(term.field);
    bits = 1 + std::max(bits, bits_of(term.factor, column.magnitude));
    packed = packed && column.is_packed;
    terms_.push_back({term.factor, column.packed, column.bits});
  }
  if (bits > 62) return compare_values<Int128>(step, n);
  if (!packed) return compare_values<std::int64_t>(step, n);
  Truth& truth = push();
  lane_kernels().compare(sign_of(step.op), step.form.constant, terms_.data(), terms_.size(), n,
                         truth.yes.data(), truth.no.data());
}

/// The same of any cells; 64 bits must be enough where they are asked for.
template <class Sum>
void PredicateRunner::compare_values(const PredicateStep& step, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    Sum sum = step.form.constant;
    std::int64_t known = -1;
    for (const LinearForm::Term& term : step.form.terms) {
      const Cell cell = cell_of(column_of_(term.field), i);
      if (__builtin_add_overflow(sum, Sum{term.factor} * cell.value, &sum)) {
        fail(Code::sum_too_large, "", predicate_->text);
      }
      known &= cell.valid;
    }
    const std::int64_t is = -static_cast<std::int64_t>(holds(sign_of(step.op), sum));
    yes_[i] = known & is;
    no_[i] = known & ~is;
  }
  push_masks(n);
}

void PredicateRunner::compare_years(const PredicateStep& step, const std::int32_t* year,
                                    std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    std::int64_t known = -1;
    const auto value_of = [&](const PredicateStep::Side& side) -> std::int64_t {
      if (side.field < 0) return side.row_year ? std::int64_t{year[i]} : side.constant;
      const BlockColumn& column = column_of_(side.field);
      known &= column.valid[i];
      return column.value[i];
    };
    const std::int64_t left = value_of(step.left);
    const std::int64_t difference = left - value_of(step.right);
    const std::int64_t is = -static_cast<std::int64_t>(holds(sign_of(step.op), difference));
    yes_[i] = known & is;
    no_[i] = known & ~is;
  }
  push_masks(n);
}

}  // namespace zonerank::detail
