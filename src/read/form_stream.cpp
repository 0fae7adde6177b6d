#include "read/form_stream.hpp"

#include <algorithm>

#include "read/table_begin.hpp"

namespace zonerank::detail {

FormStream::FormStream(std::string path, const System& system, FileContext context)
    : path_(std::move(path)),
      system_(system),
      context_(std::move(context)),
      titles_(system, context_.format),
      reader_(system, context_, titles_, facts_, problems_),
      size_(file_size(path_)) {
  read_part(context_.part_bytes);
  if (layout().enterprise < 0) throw NotInParts();
}

void FormStream::read_part(std::size_t most) {
  text_.read_lines(path_, position_, most, context_.threads);
  if (!text_.is_plain()) throw NotInParts();
  std::string_view text = text_.bytes();
  const std::size_t before = rows().size();
  if (position_ == 0) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    CsvCells cells(text, context_.place);
    const TableBegin table = begin_table(cells, titles_, system_, context_);
    if (table.shape != Shape::rows || table.block.line == 0) throw NotInParts();
    problems_.append(table.problems);
    separator_ = cells.separator();
    reader_.begin(table.block, separator_);
    reader_.read_part(text, cells);
    line_ = cells.mark().line;
  } else {
    CsvCells cells(text, context_.place, separator_, line_);
    reader_.read_part(text, cells);
    line_ = cells.mark().line;
  }
  position_ += text_.bytes().size();
  n_read_ += rows().size() - before;
  if (problems_.has_errors()) throw NotInParts();
}

void FormStream::fill(std::size_t rows_wanted) {
  while (!at_end() && rows().size() < rows_wanted) {
    const std::size_t bytes_a_row = position_ / std::max<std::size_t>(n_read_, 1) + 1;
    const std::size_t wanted = (rows_wanted - rows().size()) * bytes_a_row;
    read_part(std::clamp(wanted, context_.part_bytes / 4, context_.part_bytes * 16));
  }
}

Problems FormStream::finish() {
  reader_.finish();
  if (problems_.has_errors()) throw NotInParts();
  return problems_;
}

}  // namespace zonerank::detail
