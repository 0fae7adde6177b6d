#include "arrow/arrow_source.hpp"

#include <algorithm>
#include <limits>

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

using Type = ArrowColumn::Type;

/// Integers as they are; false for unsigned ones that do not fit.
bool integers(const ArrowColumn& from, std::size_t begin, std::size_t n, BlockColumn& to) {
  if (!from.integers(begin, n, to.valid.data(), to.value.data(), to.magnitude)) return false;
  if (from.type() != Type::uint64) return true;
  for (std::size_t i = 0; i < n; ++i) {
    if (to.value[i] < 0) return false;
  }
  return true;
}

/// Whether the key is only letters and digits, as nearly all are: it stands for itself.
bool is_sound_key(std::string_view key) {
  const auto is_sound = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  return !key.empty() && std::all_of(key.begin(), key.end(), is_sound);
}

/// What is wrong with a key, as its plain text.
std::optional<Code> fault_of_key(std::string_view key) {
  if (key.empty()) return Code::blank_key;
  if (is_cell_error(key)) return Code::cell_error;
  if (key.find('+') != key.npos && is_shortened(key)) return Code::shortened_key;
  return std::nullopt;
}

std::size_t width_of_cells(Type type) {
  switch (type) {
    case Type::int8:
    case Type::uint8:
      return 1;
    case Type::int16:
    case Type::uint16:
      return 2;
    case Type::int32:
    case Type::uint32:
      return 4;
    case Type::int64:
    case Type::uint64:
    case Type::float64:
      return 8;
    default:
      return 0;
  }
}

/// Says where the next block's cells lie, so that they are fetched while this one is added.
void look_ahead(const ArrowColumn& from, std::size_t row, BlockColumn& to) {
  to.upcoming_width = width_of_cells(from.type());
  to.upcoming = to.upcoming_width == 0 ? nullptr : from.cell(row, to.upcoming_width);
}

}  // namespace

ArrowSource::ArrowSource(const ArrowSchema& schema, const ArrowArray& batch, const Layout& layout,
                         const System& system, Place file, std::size_t first_row,
                         RowProblems& problems, TextCache& cache)
    : layout_(layout),
      system_(system),
      file_(std::move(file)),
      first_row_(first_row),
      problems_(problems),
      cache_(cache),
      columns_(layout.headings.size()),
      refusals_(layout.headings.size(), 0),
      column_of_(system.fields.size(), -1),
      of_index_(layout.headings.size()) {
  const auto open = [&](std::size_t c) {
    columns_[c] =
        std::make_unique<ArrowColumn>(*schema.children[c], *batch.children[c], batch.offset);
  };
  for (const int c : {layout.zone, layout.year, layout.enterprise}) {
    if (c >= 0) open(static_cast<std::size_t>(c));
  }
  for (const std::size_t c : layout.active) {
    open(c);
    const Heading& heading = layout.headings[c];
    if (heading.role == Heading::Role::field)
      column_of_[static_cast<std::size_t>(heading.field)] = static_cast<int>(c);
  }
}

Place ArrowSource::place(std::size_t row) const { return file_.with_line(first_row_ + row + 1); }

std::string ArrowSource::enterprise(std::size_t row) const {
  if (layout_.enterprise < 0) return "#" + std::to_string(first_row_ + row + 1);
  std::string buffer;
  return plain_text(columns_[static_cast<std::size_t>(layout_.enterprise)]->text(row, buffer));
}

void ArrowSource::keys(std::size_t begin, std::size_t n, Dictionaries& dictionaries,
                       std::uint32_t* zone, std::int32_t* year) {
  BlockColumn block;
  const auto z = static_cast<std::size_t>(layout_.zone);
  if (!known_texts(z, begin, n, zone)) {
    number_texts(*columns_[z], true, begin, n, dictionaries.zones, cache_.zones, of_index_[z], z,
                 block);
    for (std::size_t i = 0; i < n; ++i) zone[i] = static_cast<std::uint32_t>(block.value[i]);
  }
  if (layout_.year < 0)
    std::fill_n(year, n, layout_.file_year);
  else
    years(static_cast<std::size_t>(layout_.year), begin, n, year);
  if (layout_.enterprise < 0) return;
  const auto e = static_cast<std::size_t>(layout_.enterprise);
  columns_[e]->valid(begin, n, block.valid.data());
  const bool is_plain = columns_[e]->is_integer();
  for (std::size_t i = 0; i < n; ++i) {
    if (block.valid[i] == 0 || !is_plain) check_key(*columns_[e], e, begin + i);
  }
}

/// The common case: indices without blanks, each of which was met before.
bool ArrowSource::known_texts(std::size_t c, std::size_t begin, std::size_t n,
                              std::uint32_t* to) const {
  const ArrowColumn& from = *columns_[c];
  const std::int32_t* const indices = from.small_indices(begin, n);
  const std::vector<std::int32_t>& known = of_index_[c];
  return indices != nullptr && lane_kernels().look_up(indices, n, known.data(), known.size(), to);
}

bool ArrowSource::codes(int field, std::size_t begin, std::size_t n, std::uint32_t* code) {
  const int c = column_of_[static_cast<std::size_t>(field)];
  return c >= 0 && known_texts(static_cast<std::size_t>(c), begin, n, code);
}

void ArrowSource::field(int field, std::size_t begin, std::size_t n, Dictionaries& dictionaries,
                        BlockColumn& to) {
  const int c = column_of_[static_cast<std::size_t>(field)];
  if (c >= 0) return column(static_cast<std::size_t>(c), begin, n, dictionaries, to);
  to.value.fill(0);
  to.valid.fill(0);
}

void ArrowSource::column(std::size_t c, std::size_t begin, std::size_t n,
                         Dictionaries& dictionaries, BlockColumn& to) {
  const Field& field = system_.fields[static_cast<std::size_t>(layout_.headings[c].field)];
  const ArrowColumn& from = *columns_[c];
  if (field.number == Number::code) {
    return number_texts(from, false, begin, n, dictionaries.codes, cache_.codes, of_index_[c], c,
                        to);
  }
  if (field.is_exact()) return numbers(c, begin, n, to);
  const bool is_plain = layout_.rules[c].is_plain();
  from.valid(begin, n, to.valid.data());
  if (field.number == Number::flag && from.type() == Type::boolean && !from.is_dictionary()) {
    for (std::size_t i = 0; i < n; ++i) {
      to.value[i] = to.valid[i] & static_cast<std::int64_t>(from.flag(begin + i));
    }
    return;
  }
  if (is_plain && from.is_integer() && !from.is_dictionary() && integers(from, begin, n, to)) {
    const bool is_flag = field.number == Number::flag;
    const std::int64_t least = is_flag ? 0 : 1000;
    const std::int64_t most = is_flag ? 2 : 9999;
    bool usable = true;
    for (std::size_t i = 0; i < n; ++i) {
      usable &= to.valid[i] == 0 || (to.value[i] >= least && to.value[i] <= most);
    }
    if (usable) {
      for (std::size_t i = 0; is_flag && i < n; ++i) to.value[i] = to.value[i] == 1 ? 1 : 0;
      return;
    }
  }
  texts(c, begin, n, to);
}

/// Numbers that need no more than their bits: nearly every column of a large table.
bool ArrowSource::pack(int field, std::size_t begin, std::size_t n, BlockColumn& to) {
  const int index = column_of_[static_cast<std::size_t>(field)];
  if (index < 0) return false;
  const auto c = static_cast<std::size_t>(index);
  constexpr int most_refusals = 8;
  if (refusals_[c] > most_refusals) return false;
  const ArrowColumn& from = *columns_[c];
  const int places = system_.fields[static_cast<std::size_t>(field)].places;
  const bool is_plain = is_plain_column(c) && !from.is_dictionary();
  const LaneKernels& kernels = lane_kernels();
  to.bits = from.bits(begin, n, to.kept);
  if (is_plain && from.type() == Type::float64) {
    const auto power = static_cast<double>(power_of_ten(places));
    if (!kernels.pack_doubles(from.values<double>(begin), to.bits, n, power, to.packed,
                              &to.magnitude)) {
      ++refusals_[c];
      return false;
    }
  } else if (is_plain && from.type() == Type::int32 && places == 0) {
    kernels.pack_int32(from.values<std::int32_t>(begin), to.bits, n, to.packed, &to.magnitude);
  } else {
    return false;
  }
  look_ahead(from, begin + n, to);
  return true;
}

void ArrowSource::numbers(std::size_t c, std::size_t begin, std::size_t n, BlockColumn& to) {
  const Heading& heading = layout_.headings[c];
  const int places = system_.fields[static_cast<std::size_t>(heading.field)].places;
  const ArrowColumn& from = *columns_[c];
  if (is_plain_column(c) && !from.is_dictionary()) {
    from.valid(begin, n, to.valid.data());
    const std::size_t width = width_of_cells(from.type());
    if (width != 0) {
      to.upcoming = from.values<char>(0) +
                    static_cast<std::ptrdiff_t>(begin + n) * static_cast<std::ptrdiff_t>(width);
      to.upcoming_width = width;
    }
    const auto power = static_cast<std::int64_t>(power_of_ten(places));
    if (from.type() == Type::float64) {
      if (lane_kernels().decode_doubles(from.values<double>(begin), n, static_cast<double>(power),
                                        to.value.data(), to.valid.data(), &to.magnitude)) {
        return;
      }
    } else if (from.is_integer() && integers(from, begin, n, to)) {
      if (places == 0) return;
      if (width_of(to.magnitude) + width_of(static_cast<std::uint64_t>(power)) <= 62) {
        for (std::size_t i = 0; i < n; ++i) to.value[i] *= power;
        to.magnitude =
            (std::uint64_t{1} << width_of(to.magnitude)) * static_cast<std::uint64_t>(power) - 1;
        return;
      }
    } else if (from.type() == Type::decimal && decimals(from, begin, n, places, to)) {
      return;
    }
    to.magnitude = 0;
  }
  texts(c, begin, n, to);
}

/// Decimals of the field's places or fewer; false where some cell needs the long way.
bool ArrowSource::decimals(const ArrowColumn& from, std::size_t begin, std::size_t n, int places,
                           BlockColumn& to) const {
  if (from.scale() > places || from.scale() < 0) return false;
  const Int128 power = power_of_ten(places - from.scale());
  const Int128 most = std::numeric_limits<std::int64_t>::max() / power;
  for (std::size_t i = 0; i < n; ++i) {
    const Int128 value = to.valid[i] != 0 ? from.decimal(begin + i) : Int128{0};
    if (value > most || value < -most) return false;
    to.value[i] = static_cast<std::int64_t>(value * power);
    to.magnitude |= static_cast<std::uint64_t>(to.value[i] ^ (to.value[i] >> 63));
  }
  return true;
}

/// Texts have the decimal sign of the table, numbers a point.
CellRules ArrowSource::rules_of(std::size_t c) const {
  CellRules rules = layout_.rules[c];
  const Type type = columns_[c]->type();
  const bool is_text = type == Type::text || type == Type::large_text || type == Type::text_view;
  if (!is_text) rules.sign = DecimalSign::point;
  return rules;
}

/// Whether the numbers of a column of numbers are just those.
bool ArrowSource::is_plain_column(std::size_t c) const {
  const CellRules& rules = layout_.rules[c];
  return !rules.scale && !rules.table->missing_numbers;
}

/// Cell by cell, as the cells of a file are read.
void ArrowSource::texts(std::size_t c, std::size_t begin, std::size_t n, BlockColumn& to) {
  const Field& field = system_.fields[static_cast<std::size_t>(layout_.headings[c].field)];
  const CellRules rules = rules_of(c);
  CellNotes& notes = problems_.notes(c);
  std::string buffer;
  for (std::size_t i = 0; i < n; ++i) {
    const std::string_view cell = columns_[c]->text(begin + i, buffer);
    notes.line = first_row_ + begin + i + 1;
    const CellValue<std::int64_t> value =
        field.is_exact()               ? read_exact(cell, field.places, rules, notes)
        : field.number == Number::flag ? read_flag(cell, field, rules, notes)
                                       : read_year(cell, false, rules, notes);
    if (value.failure) fault(*value.failure, cell, c, begin + i);
    to.value[i] = value.blank || value.failure ? 0 : value.value;
    to.valid[i] = value.blank ? 0 : -1;
    to.magnitude |= static_cast<std::uint64_t>(to.value[i] ^ (to.value[i] >> 63));
  }
}

void ArrowSource::reals(std::size_t c, std::size_t begin, std::size_t n, double* to,
                        std::uint8_t* valid) {
  const CellRules rules = rules_of(c);
  CellNotes& notes = problems_.notes(c);
  std::string buffer;
  for (std::size_t i = 0; i < n; ++i) {
    const std::string_view cell = columns_[c]->text(begin + i, buffer);
    notes.line = first_row_ + begin + i + 1;
    const auto value = read_real(cell, rules, notes);
    if (value.failure) fault(*value.failure, cell, c, begin + i);
    to[i] = value.value;
    valid[i] = value.blank ? 0 : 1;
  }
}

void ArrowSource::years(std::size_t c, std::size_t begin, std::size_t n, std::int32_t* year) {
  const ArrowColumn& from = *columns_[c];
  const std::int32_t* const plain = from.is_dictionary() ? nullptr : from.small_indices(begin, n);
  if (plain != nullptr) {
    std::int32_t least = 0;
    std::int32_t most = 0;
    lane_kernels().least_and_most(plain, n, &least, &most);
    if (least >= 1000 && most <= 9999) {
      std::copy_n(plain, n, year);
      return;
    }
  }
  BlockColumn block;
  from.valid(begin, n, block.valid.data());
  bool usable = from.is_integer() && !from.is_dictionary() && integers(from, begin, n, block);
  for (std::size_t i = 0; usable && i < n; ++i) {
    usable = block.valid[i] != 0 && block.value[i] >= 1000 && block.value[i] <= 9999;
    year[i] = static_cast<std::int32_t>(block.value[i]);
  }
  if (usable) return;
  std::string buffer;
  CellNotes ignored;  // a date of a type of dates needs no notice
  const bool is_date =
      from.type() == Type::date32 || from.type() == Type::date64 || from.type() == Type::timestamp;
  CellNotes& notes = is_date ? ignored : problems_.notes(c);
  const CellRules rules = rules_of(c);
  for (std::size_t i = 0; i < n; ++i) {
    const std::string_view cell = from.text(begin + i, buffer);
    notes.line = first_row_ + begin + i + 1;
    const auto value = read_year(cell, true, rules, notes);
    if (cell.empty())
      fault(Code::blank_key, "", c, begin + i);
    else if (value.failure || value.blank)
      fault(Code::bad_year, cell, c, begin + i);
    year[i] = static_cast<std::int32_t>(value.value);
  }
}

/// Zones and codes by number. A small integer, an index of a dictionary or a raw text is understood
/// once.
void ArrowSource::number_texts(const ArrowColumn& from, bool is_key, std::size_t begin,
                               std::size_t n, Dictionary& dictionary,
                               std::unordered_map<std::string, std::int64_t>& cache,
                               std::vector<std::int32_t>& of_index, std::size_t c,
                               BlockColumn& to) {
  // What is no text of the dictionary: nothing, what needs a look at each cell, and what has none
  // yet.
  constexpr std::int32_t blank = -1, doubtful = -2, unread = -3;
  constexpr std::size_t most_small = 65536;
  std::string buffer;
  const auto understand = [&](std::size_t row) {
    const auto [found, is_new] = cache.emplace(std::string(from.text(row, buffer)), blank);
    if (is_new) {
      const std::string plain = is_key ? (*layout_.names)(found->first) : plain_text(found->first);
      CellNotes ignored;
      const bool is_doubtful = is_key ? fault_of_key(plain).has_value()
                                      : is_blank_mark(plain, layout_.rules[c], ignored);
      if (!plain.empty()) found->second = is_doubtful ? doubtful : dictionary.number(plain);
    }
    return found->second;
  };
  from.valid(begin, n, to.valid.data());
  BlockInts indices;
  const bool is_indexed = from.indices(begin, n, to.valid.data(), indices.data());
  if (is_indexed && of_index.empty())
    of_index.assign(from.is_dictionary() ? from.dictionary().size() : most_small, unread);
  if (is_indexed && !of_index.empty()) {  // the common case: every index was met before
    std::int64_t all = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const auto index = static_cast<std::uint64_t>(indices[i]);
      const bool is_known = index < of_index.size() && to.valid[i] != 0;
      to.value[i] = of_index[is_known ? index : 0];
      all |= to.value[i] | (is_known ? 0 : -1);
    }
    if (all >= 0) return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    std::int32_t number = blank;
    if (to.valid[i] != 0) {
      const auto index = static_cast<std::size_t>(is_indexed ? indices[i] : -1);
      if (index < of_index.size()) {
        if (of_index[index] == unread)
          of_index[index] = static_cast<std::int32_t>(understand(begin + i));
        number = of_index[index];
      } else {
        number = static_cast<std::int32_t>(understand(begin + i));
      }
    }
    if (number < 0 && is_key)
      check_key(from, c, begin + i);
    else if (number == doubtful) {
      CellNotes& notes = problems_.notes(c);
      notes.line = first_row_ + begin + i + 1;
      is_blank_mark(plain_text(from.text(begin + i, buffer)), layout_.rules[c], notes);
    }
    to.valid[i] = number < 0 ? 0 : -1;
    to.value[i] = number < 0 ? 0 : number;
  }
  if (is_key && dictionary.texts().empty()) dictionary.number("");  // every key is blank: a fault
}

/// A zone or enterprise must be there, and not be what a spreadsheet made of it.
void ArrowSource::check_key(const ArrowColumn& from, std::size_t c, std::size_t row) {
  std::string buffer;
  const std::string_view cell = from.text(row, buffer);
  if (is_sound_key(cell)) return;
  const std::string plain = plain_text(cell);
  if (const auto code = fault_of_key(plain)) fault(*code, plain, c, row);
}

void ArrowSource::fault(Code code, std::string_view cell, std::size_t c, std::size_t row) {
  const Heading& heading = layout_.headings[c];
  if (is_cell_error(trim(cell))) code = Code::cell_error;
  Problem problem{code, place(row), std::string(trim(cell)), {}};
  if (code == Code::blank_key)
    problem.value = heading.text;
  else
    problem.place.column = heading.text;
  if (heading.field >= 0) {
    const Field& field = system_.fields[static_cast<std::size_t>(heading.field)];
    problem.place.field = field_of(heading, field);
    problem.args = failure_args(code, cell, field, layout_.rules[c]);
  }
  problems_.add(first_row_ + row, std::move(problem));
}

std::uint64_t ArrowSource::fingerprint(std::size_t row, std::int32_t year) const {
  std::string buffer;
  const std::string_view text =
      columns_[static_cast<std::size_t>(layout_.enterprise)]->text(row, buffer);
  const std::hash<std::string_view> hash;
  std::uint64_t h = (is_sound_key(text) ? hash(text) : hash(plain_text(text))) ^
                    static_cast<std::uint64_t>(year) * 0x9E3779B97F4A7C15U;
  h = (h ^ (h >> 32)) * 0xD6E8FEB86659FD93U;
  return h ^ (h >> 32);
}

}  // namespace zonerank::detail
