#pragma once
// The words of the formula language, for reading and for printing.

#include <string_view>

#include "zonerank/formula/formula.hpp"

namespace zonerank::detail {

/// Most arguments of mean, min and max.
inline constexpr int many = 200;

struct Function {
  std::string_view name;
  Op op;
  int least, most;  ///< arguments
};

inline constexpr Function functions[] = {
    {"growth", Op::growth, 1, 1},
    {"increase", Op::increase, 1, 1},
    {"previous", Op::previous, 1, 1},
    {"log", Op::log, 1, 1},
    {"count", Op::count, 0, 1},
    {"sum", Op::sum, 1, 2},
    {"min", Op::min, 1, many},
    {"max", Op::max, 1, many},
    {"mean", Op::mean, 1, many},
    {"abs", Op::absolute, 1, 1},
    {"missing", Op::missing_value, 1, 1},
    {"section", Op::section, 1, 1},
};

struct Symbol {
  Op op;
  std::string_view text;
  int strength;  ///< larger binds tighter
};

inline constexpr Symbol symbols[] = {
    {Op::logical_or, "or", 1},
    {Op::logical_and, "and", 2},
    {Op::logical_not, "not", 3},
    {Op::less_equal, "<=", 4},
    {Op::greater_equal, ">=", 4},
    {Op::equal, "==", 4},
    {Op::not_equal, "!=", 4},
    {Op::less, "<", 4},
    {Op::greater, ">", 4},
    {Op::in_set, "in", 4},
    {Op::add, "+", 5},
    {Op::subtract, "-", 5},
    {Op::negate, "-", 6},
    {Op::multiply, "*", 7},
    {Op::divide, "/", 7},
};

}  // namespace zonerank::detail
