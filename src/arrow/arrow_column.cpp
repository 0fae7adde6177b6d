#include "arrow/arrow_column.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

#include "zonerank/core/decimal.hpp"
#include "zonerank/lanes/rollup_lanes.hpp"

namespace zonerank::detail {
namespace {

using Type = ArrowColumn::Type;

Type type_of(std::string_view format) {
  constexpr std::pair<std::string_view, Type> plain[] = {
      {"n", Type::nothing},  {"b", Type::boolean},    {"c", Type::int8},
      {"C", Type::uint8},    {"s", Type::int16},      {"S", Type::uint16},
      {"i", Type::int32},    {"I", Type::uint32},     {"l", Type::int64},
      {"L", Type::uint64},   {"f", Type::float32},    {"g", Type::float64},
      {"u", Type::text},     {"U", Type::large_text}, {"vu", Type::text_view},
      {"tdD", Type::date32}, {"tdm", Type::date64},
  };
  for (const auto& [name, type] : plain) {
    if (format == name) return type;
  }
  if (format.starts_with("d:")) return Type::decimal;
  if (format.starts_with("ts")) return Type::timestamp;
  return Type::other;
}

bool bit(const void* bits, std::int64_t i) {
  return (static_cast<const std::uint8_t*>(bits)[i / 8] >> (i % 8) & 1) != 0;
}

/// d:19,4 or d:19,4,64
void read_decimal_format(std::string_view format, int& scale, int& bits) {
  const std::size_t comma = format.find(',');
  if (comma == format.npos) return;
  const char* const end = format.data() + format.size();
  const auto rest = std::from_chars(format.data() + comma + 1, end, scale).ptr;
  if (rest != end && *rest == ',') std::from_chars(rest + 1, end, bits);
}

/// Minutes that a time zone is ahead of UTC, in which timestamps are kept; nothing of a zone by its
/// name, whose minutes change over the years: the caller converts those to local times.
std::optional<int> minutes_ahead(std::string_view zone) {
  constexpr std::string_view none[] = {"", "UTC", "utc", "Etc/UTC", "GMT", "Z"};
  if (std::find(std::begin(none), std::end(none), zone) != std::end(none)) return 0;
  const auto digit = [&](std::size_t i) { return zone[i] >= '0' && zone[i] <= '9'; };
  const bool is_offset = zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && digit(1) &&
                         digit(2) && zone[3] == ':' && digit(4) && digit(5);
  if (!is_offset) return std::nullopt;
  const int minutes =
      ((zone[1] - '0') * 10 + zone[2] - '0') * 60 + (zone[4] - '0') * 10 + (zone[5] - '0');
  return zone[0] == '-' ? -minutes : minutes;
}

}  // namespace

ArrowColumn::ArrowColumn(const ArrowSchema& schema, const ArrowArray& array, std::int64_t offset)
    : array_(&array), offset_(array.offset + offset) {
  const std::string_view format = schema.format;
  type_ = type_of(format);
  if (type_ == Type::decimal) {
    read_decimal_format(format, scale_, bits_);
    if (bits_ != 128 && bits_ != 64 && bits_ != 32) type_ = Type::other;
  }
  if (type_ == Type::date64) per_day_ = 86'400'000;
  if (type_ == Type::timestamp) {
    const auto minutes = minutes_ahead(format.substr(std::min<std::size_t>(4, format.size())));
    if (!minutes) type_ = Type::other;
    const char unit = format.size() > 2 ? format[2] : 's';
    per_day_ = 86'400 * (unit == 'n'   ? 1'000'000'000LL
                         : unit == 'u' ? 1'000'000LL
                         : unit == 'm' ? 1'000LL
                                       : 1LL);
    ahead_ = per_day_ / 1440 * minutes.value_or(0);
  }
  if (schema.dictionary != nullptr && array.dictionary != nullptr) {
    index_type_ = type_;
    dictionary_ = std::make_unique<ArrowColumn>(*schema.dictionary, *array.dictionary, 0);
    type_ = dictionary_->type();
  }
}

bool ArrowColumn::is_valid(std::size_t row) const {
  if (type_ == Type::nothing) return false;
  const void* const bits = buffer(0);
  return bits == nullptr || array_->null_count == 0 ||
         bit(bits, offset_ + static_cast<std::int64_t>(row));
}

const std::uint8_t* ArrowColumn::bits(std::size_t begin, std::size_t n,
                                      std::array<std::uint8_t, block_rows / 8 + 1>& shifted) const {
  const void* const all = buffer(0);
  if (all == nullptr || array_->null_count == 0) return nullptr;
  const std::int64_t first = offset_ + static_cast<std::int64_t>(begin);
  const auto* const from = static_cast<const std::uint8_t*>(all) + first / 8;
  __builtin_prefetch(from + block_rows / 4);  // what the block after the next will need
  const auto shift = static_cast<std::size_t>(first % 8);
  if (shift == 0) return from;
  const std::size_t last = (shift + n - 1) / 8;
  for (std::size_t b = 0; b <= std::min(last, block_rows / 8); ++b) {
    const int high = b < last ? from[b + 1] : 0;
    shifted[b] = static_cast<std::uint8_t>(from[b] >> shift | high << (8 - shift));
  }
  return shifted.data();
}

void ArrowColumn::valid(std::size_t begin, std::size_t n, std::int64_t* mask) const {
  std::array<std::uint8_t, block_rows / 8 + 1> shifted;
  const std::uint8_t* const from = bits(begin, n, shifted);
  if (from != nullptr && type_ != Type::nothing) return lane_kernels().spread_bits(from, n, mask);
  std::fill_n(mask, (n + 7) / 8 * 8, type_ == Type::nothing ? 0 : -1);
}

bool ArrowColumn::flag(std::size_t row) const {
  return bit(buffer(1), offset_ + static_cast<std::int64_t>(row));
}

Int128 ArrowColumn::decimal(std::size_t row) const {
  if (bits_ == 32) return *values<std::int32_t>(row);
  if (bits_ == 64) return *values<std::int64_t>(row);
  Int128 value = 0;
  std::memcpy(&value, values<Int128>(row), sizeof value);
  return value;
}

std::int64_t ArrowColumn::integer(std::size_t row) const {
  switch (dictionary_ != nullptr ? index_type_ : type_) {
    case Type::int8:
      return *values<std::int8_t>(row);
    case Type::uint8:
      return *values<std::uint8_t>(row);
    case Type::int16:
      return *values<std::int16_t>(row);
    case Type::uint16:
      return *values<std::uint16_t>(row);
    case Type::int32:
      return *values<std::int32_t>(row);
    case Type::uint32:
      return *values<std::uint32_t>(row);
    default:
      return *values<std::int64_t>(row);
  }
}

bool ArrowColumn::integers(std::size_t begin, std::size_t n, const std::int64_t* valid,
                           std::int64_t* to, std::uint64_t& magnitude) const {
  return dictionary_ == nullptr && widened(type_, begin, n, valid, to, magnitude);
}

bool ArrowColumn::indices(std::size_t begin, std::size_t n, const std::int64_t* valid,
                          std::int64_t* to) const {
  std::uint64_t ignored = 0;
  return widened(dictionary_ != nullptr ? index_type_ : type_, begin, n, valid, to, ignored);
}

const std::int32_t* ArrowColumn::small_indices(std::size_t begin, std::size_t n) const {
  if ((dictionary_ != nullptr ? index_type_ : type_) != Type::int32) return nullptr;
  std::array<std::uint8_t, block_rows / 8 + 1> shifted;
  const std::uint8_t* const valid = bits(begin, n, shifted);
  if (valid != nullptr) {
    for (std::size_t b = 0; b < n / 8; ++b) {
      if (valid[b] != 0xFF) return nullptr;
    }
    const unsigned rest = (1U << (n % 8)) - 1;
    if (rest != 0 && (valid[n / 8] & rest) != rest) return nullptr;
  }
  return values<std::int32_t>(begin);
}

bool ArrowColumn::widened(Type type, std::size_t begin, std::size_t n, const std::int64_t* valid,
                          std::int64_t* to, std::uint64_t& magnitude) const {
  const auto widen = [&](const auto* from) {
    for (std::size_t i = 0; i < n; ++i) {
      to[i] = static_cast<std::int64_t>(from[i]) & valid[i];
      magnitude |= static_cast<std::uint64_t>(to[i] ^ (to[i] >> 63));
    }
  };
  const LaneKernels& kernels = lane_kernels();
  switch (type) {
    case Type::int8:
      widen(values<std::int8_t>(begin));
      return true;
    case Type::uint8:
      widen(values<std::uint8_t>(begin));
      return true;
    case Type::int16:
      widen(values<std::int16_t>(begin));
      return true;
    case Type::uint16:
      widen(values<std::uint16_t>(begin));
      return true;
    case Type::uint32:
      widen(values<std::uint32_t>(begin));
      return true;
    case Type::int32:
      kernels.decode_int32(values<std::int32_t>(begin), n, valid, to, &magnitude);
      return true;
    case Type::int64:
    case Type::uint64:
      kernels.decode_int64(values<std::int64_t>(begin), n, valid, to, &magnitude);
      return true;
    default:
      return false;
  }
}

std::string ArrowColumn::date(std::int64_t days) const {
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{days}}};
  const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(static_cast<int>(day.year())) + "-" +
         two(static_cast<unsigned>(day.month())) + "-" + two(static_cast<unsigned>(day.day()));
}

std::string_view ArrowColumn::text(std::size_t row, std::string& buffer_text) const {
  if (!is_valid(row)) return {};
  if (dictionary_ != nullptr)
    return dictionary_->text(static_cast<std::size_t>(integer(row)), buffer_text);
  const auto i = offset_ + static_cast<std::int64_t>(row);
  const auto between = [&](const auto* ends) {
    return std::string_view(static_cast<const char*>(buffer(2)) + ends[i],
                            static_cast<std::size_t>(ends[i + 1] - ends[i]));
  };
  const auto written = [&](auto number) {
    char digits[64];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    buffer_text.assign(digits, end);
  };
  // A code such as 500000 is written as it is, not as 5e+05; one that has lost digits is written
  // with an exponent, by which it is known.
  const auto written_real = [&](auto number) {
    const auto most =
        std::ldexp(decltype(number){1}, std::numeric_limits<decltype(number)>::digits);
    char digits[64];
    if (number != number)
      buffer_text.clear();
    else if (std::abs(number) >= most)
      buffer_text.assign(
          digits,
          std::to_chars(digits, digits + sizeof digits, number, std::chars_format::scientific).ptr);
    else if (std::trunc(number) == number)
      written(static_cast<std::int64_t>(number));
    else
      written(number);
  };
  const auto floored = [](std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); };
  switch (type_) {
    case Type::text:
      return between(static_cast<const std::int32_t*>(buffer(1)));
    case Type::large_text:
      return between(static_cast<const std::int64_t*>(buffer(1)));
    case Type::text_view: {
      // 16 bytes: a length, then the text itself up to 12 bytes, or 4 of its bytes, the buffer and
      // where it begins there.
      const auto* const view = static_cast<const char*>(buffer(1)) + i * 16;
      std::int32_t head[4];
      std::memcpy(head, view, sizeof head);
      const auto length = static_cast<std::size_t>(head[0]);
      if (length <= 12) return {view + 4, length};
      return {static_cast<const char*>(buffer(2 + head[2])) + head[3], length};
    }
    case Type::boolean:
      return flag(row) ? "1" : "0";
    case Type::float32:
      written_real(*values<float>(row));
      break;
    case Type::float64:
      written_real(*values<double>(row));
      break;
    case Type::decimal:
      buffer_text = format_decimal(decimal(row), std::max(scale_, 0));
      if (scale_ < 0 && buffer_text != "0")
        buffer_text.append(static_cast<std::size_t>(-scale_), '0');
      break;
    case Type::date32:
      buffer_text = date(*values<std::int32_t>(row));
      break;
    case Type::date64:
    case Type::timestamp:
      buffer_text = date(floored(*values<std::int64_t>(row) + ahead_, per_day_));
      break;
    case Type::uint64:
      written(*values<std::uint64_t>(row));
      break;
    default:
      written(integer(row));
      break;
  }
  return buffer_text;
}

}  // namespace zonerank::detail
