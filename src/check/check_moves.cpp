#include "check/check_moves.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "zonerank/core/decimal.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {
namespace {

constexpr int slip_powers[] = {1, 3, 4};  // a digit; yuan and thousand yuan; yuan and 10 000 yuan
constexpr Int128 steady_factor = 3;

/// a * x against b * y; beyond 38 digits, which no reported figure reaches, as floating point.
bool exceeds(Int128 a, Int128 x, Int128 b, Int128 y) {
  const auto left = checked_multiply(a, x);
  const auto right = checked_multiply(b, y);
  if (left && right) return *left > *right;
  return static_cast<long double>(a) * static_cast<long double>(x) >
         static_cast<long double>(b) * static_cast<long double>(y);
}

/// The power of ten within a factor of `width / one` of larger / smaller; 0 where there is none.
int power_near(const Move& move, Int128 width, Int128 one) {
  for (const int power : slip_powers) {
    const Int128 ten = power_of_ten(power);
    const bool below = exceeds(move.smaller(), ten * one, move.larger(), width);
    const bool above = exceeds(move.larger(), one, move.smaller(), ten * width);
    if (!below && !above) return move.now > move.before ? power : -power;
  }
  return 0;
}

}  // namespace

std::optional<Move> move_of(const CheckRows& rows, int field, std::size_t row) {
  const Figure now = rows.figure(field, row);
  if (!now.known || now.digits == 0) return std::nullopt;
  const Figure before = rows.before(field, row);
  if (!before.known || before.digits == 0 || (now.digits < 0) != (before.digits < 0)) {
    return std::nullopt;
  }
  if (now.digits < 0) return Move{-now.digits, -before.digits};
  return Move{now.digits, before.digits};
}

bool is_jump(const Check& check, const Check::Subject& subject, const Move& move) {
  if (move.larger() < subject.least) return false;
  return exceeds(move.larger(), power_of_ten(check.factor_places), move.smaller(), check.factor);
}

Slips::Slips(const CheckRows& rows, const System& system) : rows_(rows) {
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    const Field& field = system.fields[f];
    const bool reported = !field.formula && !(rows.of_enterprises() && field.level == Level::zone);
    if (field.is_exact() && reported && rows.column(static_cast<int>(f)).present()) {
      amounts_.push_back(static_cast<int>(f));
    }
  }
}

int Slips::power(const Check& check, const Check::Subject& subject, std::size_t row,
                 const Move& move) const {
  if (move.larger() < subject.least) return 0;
  const int power = power_near(move, check.factor, power_of_ten(check.factor_places));
  if (power == 0 || !is_alone(check, subject.field, row, power, move)) return 0;
  return power;
}

/// Most other figures of the row stayed, or slipped in the same way; one at least stayed.
bool Slips::is_alone(const Check& check, int field, std::size_t row, int power,
                     const Move& move) const {
  std::size_t stayed = 0;
  std::size_t alike = 0;
  std::size_t moved = 0;
  for (const int other : amounts_) {
    if (other == field) continue;
    const std::optional<Move> its = move_of(rows_, other, row);
    if (!its) continue;
    if (!exceeds(its->larger(), 1, its->smaller(), steady_factor))
      ++stayed;
    else if (power_near(*its, check.factor, power_of_ten(check.factor_places)) == power)
      ++alike;
    else
      ++moved;
  }
  if (stayed + alike + moved == 0) {  // nothing to compare with
    const bool is_exact =
        !exceeds(move.larger(), 1, move.smaller(), power_of_ten(std::abs(power))) &&
        !exceeds(move.smaller(), power_of_ten(std::abs(power)), move.larger(), 1);
    return is_exact || std::abs(power) > 1;
  }
  return stayed > 0 && stayed + alike > moved;
}

Medians::Medians(const CheckRows& rows, const Check& check, int threads)
    : rows_(rows), medians_(check.subjects.size()) {
  std::map<std::pair<std::string_view, int>, std::size_t> groups;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto group = groups.emplace(std::pair{rows.zone(r), rows.year(r)}, groups.size()).first;
    group_.push_back(group->second);
  }
  n_groups_ = groups.size();
  if (!rows.column(check.heads).present()) return;
  parallel_for(check.subjects.size(), threads, [&](std::size_t s) {
    const int field = check.subjects[s].field;
    if (rows.column(field).present()) find(rows, field, check.heads, medians_[s]);
  });
}

Medians::PerHead Medians::per_head(const CheckRows& rows, int field, int heads, std::size_t row) {
  const Figure amount = rows.figure(field, row);
  const Figure persons = rows.figure(heads, row);
  if (!amount.known || !persons.known || amount.digits <= 0 || persons.digits <= 0) return {};
  return {amount.digits, persons.digits};
}

/// The lower median; ratios are ordered as doubles, equal ones by their amounts, so the order of
/// rows does not matter.
void Medians::find(const CheckRows& rows, int field, int heads,
                   std::vector<PerHead>& medians) const {
  std::vector<std::vector<std::tuple<double, Int128, Int128>>> ratios(n_groups_);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const PerHead p = per_head(rows, field, heads, r);
    if (p.heads == 0) continue;
    ratios[group_[r]].emplace_back(static_cast<double>(p.amount) / static_cast<double>(p.heads),
                                   p.amount, p.heads);
  }
  medians.resize(n_groups_);
  for (std::size_t g = 0; g < n_groups_; ++g) {
    auto& of_group = ratios[g];
    if (of_group.size() < fewest) continue;
    const auto middle = of_group.begin() + static_cast<std::ptrdiff_t>((of_group.size() - 1) / 2);
    std::nth_element(of_group.begin(), middle, of_group.end());
    medians[g] = {std::get<1>(*middle), std::get<2>(*middle)};
  }
}

int Medians::power(const Check& check, std::size_t s, std::size_t row) const {
  if (medians_[s].empty()) return 0;
  const int field = check.subjects[s].field;
  const PerHead median = medians_[s][group_[row]];
  const PerHead own = per_head(rows_, field, check.heads, row);
  if (median.heads == 0 || own.heads == 0 || rows_.before(field, row).known) return 0;
  const auto left = checked_multiply(own.amount, median.heads);
  const auto right = checked_multiply(median.amount, own.heads);
  if (!left || !right) return 0;
  const Move move{*left, *right};
  if (own.amount<check.subjects[s].least&& * left> * right) return 0;
  const int power = power_near(move, check.factor, power_of_ten(check.factor_places));
  return std::abs(power) > 1 ? power : 0;
}

}  // namespace zonerank::detail
