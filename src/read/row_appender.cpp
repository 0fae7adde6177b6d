#include "read/row_appender.hpp"

#include <algorithm>

#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {
namespace {

/// Room for `more` entries; where there is none, for `expected` in all.
template <class Entries>
void make_room(Entries& entries, std::size_t more, std::size_t expected) {
  const std::size_t n = entries.size();
  if (entries.capacity() - n < more) entries.reserve(std::max({n + more, expected, n + n / 2}));
}

}  // namespace

void RowAppender::add(PlainRows& rows, std::size_t first, std::size_t end) {
  pieces_.push_back({&rows, first, end});
  n_rows_ += end - first;
}

void RowAppender::append(std::size_t expected) {
  if (pieces_.empty()) return;
  const std::size_t columns = layout_.active.size();
  for (std::size_t k = 0; k < columns; ++k) {  // the numbers of codes, which all columns share
    const Heading& heading = layout_.headings[layout_.active[k]];
    if (system_.fields[static_cast<std::size_t>(heading.field)].number != Number::code) continue;
    for (const Piece& piece : pieces_) {
      PlainRows::Figures& figures = piece.rows->figures()[k];
      const std::vector<std::string>& texts = piece.rows->code_texts();
      std::vector<std::int64_t> numbers(texts.size(), -1);
      for (std::size_t row = piece.first; row < piece.end; ++row) {
        if (figures.valid[row] == 0) continue;
        const auto own = static_cast<std::size_t>(figures.values[row]);
        if (numbers[own] < 0) numbers[own] = codes_.number(texts[own]);
        figures.values[row] = numbers[own];
      }
    }
  }
  constexpr std::size_t rows_for_threads = 4096;
  const int threads = n_rows_ < rows_for_threads ? 1 : threads_;
  parallel_for(columns + 1, threads, [&](std::size_t k) {
    if (k < columns)
      append_column(k, expected);
    else
      append_enterprises(expected);
  });
  pieces_.clear();
  n_rows_ = 0;
}

void RowAppender::append_enterprises(std::size_t expected) {
  if (layout_.enterprise < 0) return;
  Texts& to = table_.enterprises;
  if (to.size() == 0 && expected > 0) {
    const std::size_t each = pieces_.front().rows->enterprises()[pieces_.front().first].size();
    to.reserve(expected, expected * each);
  }
  for (const Piece& piece : pieces_) {
    for (std::size_t row = piece.first; row < piece.end; ++row)
      to.push_back(piece.rows->enterprises()[row]);
  }
}

void RowAppender::append_column(std::size_t k, std::size_t expected) {
  const Heading& heading = layout_.headings[layout_.active[k]];
  const auto f = static_cast<std::size_t>(heading.field);
  Column& to = heading.role == Heading::Role::previous ? table_.previous[f] : table_.columns[f];
  for (const Piece& piece : pieces_) {
    const PlainRows::Figures& from = piece.rows->figures()[k];
    const auto copy = [&](const auto& source, auto& target) {
      if (source.empty()) return;
      make_room(target, piece.end - piece.first, expected);
      target.insert(target.end(), source.begin() + static_cast<std::ptrdiff_t>(piece.first),
                    source.begin() + static_cast<std::ptrdiff_t>(piece.end));
    };
    copy(from.values, to.values);
    copy(from.reals, to.reals);
    copy(from.valid, to.valid);
  }
}

}  // namespace zonerank::detail
