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

bool holds(Sign sign, Int128 x) {
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

void PredicateRunner::run(const PredicateStep& step, const std::int32_t* year, std::size_t n) {
  switch (step.kind) {
    case Kind::flag: {
      Truth& truth = push();
      const BlockColumn& column = column_of_(step.field);
      for (std::size_t i = 0; i < n; ++i) {
        truth.yes[i] = -column.value[i];
        truth.no[i] = column.valid[i] & (column.value[i] - 1);
      }
      break;
    }
    case Kind::missing: {
      Truth& truth = push();
      const BlockColumn& column = column_of_(step.field);
      for (std::size_t i = 0; i < n; ++i) {
        truth.yes[i] = ~column.valid[i];
        truth.no[i] = column.valid[i];
      }
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
      for (std::size_t i = 0; i < n; ++i) {
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
  Truth& truth = push();
  const BlockColumn& column = column_of_(step.field);
  for (std::size_t i = 0; i < n; ++i) {
    const Match match =
        column.valid[i] == 0 ? Match::unknown : matches[static_cast<std::size_t>(column.value[i])];
    truth.yes[i] = -static_cast<std::int64_t>(match == Match::yes);
    truth.no[i] = -static_cast<std::int64_t>(match == Match::no);
  }
}

void PredicateRunner::compare(const PredicateStep& step, std::size_t n) {
  int bits = bits_of(1, static_cast<std::uint64_t>(step.form.constant < 0 ? -step.form.constant
                                                                          : step.form.constant));
  for (const LinearForm::Term& term : step.form.terms) {
    bits = 1 + std::max(bits, bits_of(term.factor, column_of_(term.field).magnitude));
  }
  if (bits > 62) return compare_wide(step, n);
  const LaneKernels& kernels = lane_kernels();
  bool begun = false;
  for (const LinearForm::Term& term : step.form.terms) {
    const BlockColumn& column = column_of_(term.field);
    if (std::exchange(begun, true)) {
      kernels.add_term(term.factor, column.value.data(), column.valid.data(), n, sum_.data(),
                       known_.data());
    } else {
      kernels.begin_sum(step.form.constant, term.factor, column.value.data(), column.valid.data(),
                        n, sum_.data(), known_.data());
    }
  }
  if (!begun) {
    std::fill_n(sum_.begin(), n, step.form.constant);
    std::fill_n(known_.begin(), n, std::int64_t{-1});
  }
  Truth& truth = push();
  kernels.compare(sign_of(step.op), sum_.data(), known_.data(), n, truth.yes.data(),
                  truth.no.data());
}

/// The same where 64 bits could overflow.
void PredicateRunner::compare_wide(const PredicateStep& step, std::size_t n) {
  Truth& truth = push();
  for (std::size_t i = 0; i < n; ++i) {
    Int128 sum = step.form.constant;
    std::int64_t known = -1;
    for (const LinearForm::Term& term : step.form.terms) {
      const BlockColumn& column = column_of_(term.field);
      if (__builtin_add_overflow(sum, Int128{term.factor} * column.value[i], &sum)) {
        fail(Code::sum_too_large, "", predicate_->text);
      }
      known &= column.valid[i];
    }
    const std::int64_t is = -static_cast<std::int64_t>(holds(sign_of(step.op), sum));
    truth.yes[i] = known & is;
    truth.no[i] = known & ~is;
  }
}

void PredicateRunner::compare_years(const PredicateStep& step, const std::int32_t* year,
                                    std::size_t n) {
  Truth& truth = push();
  std::fill_n(known_.begin(), n, std::int64_t{-1});
  std::fill_n(sum_.begin(), n, std::int64_t{0});
  const auto add = [&](const PredicateStep::Side& side, std::int64_t sign) {
    for (std::size_t i = 0; i < n; ++i) {
      if (side.field >= 0) {
        const BlockColumn& column = column_of_(side.field);
        sum_[i] += sign * column.value[i];
        known_[i] &= column.valid[i];
      } else {
        sum_[i] += sign * (side.row_year ? std::int64_t{year[i]} : side.constant);
      }
    }
  };
  add(step.left, 1);
  add(step.right, -1);
  lane_kernels().compare(sign_of(step.op), sum_.data(), known_.data(), n, truth.yes.data(),
                         truth.no.data());
}

}  // namespace zonerank::detail
