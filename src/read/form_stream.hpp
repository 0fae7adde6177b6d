#pragma once
// A large form of enterprises, part by part.

#include <string>

#include "read/file_text.hpp"
#include "read/row_reader.hpp"

namespace zonerank::detail {

/// Rows of a CSV file in UTF-8, one table of enterprises under one heading. What is otherwise, or
/// has an error in it, is NotInParts: it must be read as a whole.
class FormStream {
 public:
  FormStream(std::string path, const System& system, FileContext context);

  /// Reads on until `rows` wait, or the file ends.
  void fill(std::size_t rows);
  bool at_end() const { return position_ >= size_; }

  const RowTable& rows() const { return reader_.table(); }  ///< that wait
  void drop(std::size_t n) { reader_.drop_rows(n); }        ///< the first n of them
  const Layout& layout() const { return reader_.layout(); }

  /// The notices, once all is read.
  Problems finish();

  std::size_t size() const { return size_; }          ///< bytes
  std::size_t position() const { return position_; }  ///< bytes read

 private:
  void read_part(std::size_t most);

  std::string path_;
  const System& system_;
  FileContext context_;
  Titles titles_;
  TitleFacts facts_;
  Problems problems_;
  RowReader reader_;
  FileText text_;
  std::size_t size_, position_ = 0, line_ = 1;
  std::size_t n_read_ = 0;  ///< rows
  char separator_ = ',';
};

}  // namespace zonerank::detail
