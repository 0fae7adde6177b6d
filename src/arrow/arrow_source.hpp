#pragma once
// Batches of an Arrow stream as blocks of rows.

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "arrow/arrow_column.hpp"
#include "headings/layout.hpp"
#include "rollup/rollup_block.hpp"

namespace zonerank::detail {

/// Faults and readings of cells by row, so that threads may find them in any order.
class RowProblems {
 public:
  void add(std::size_t row, Problem problem);
  CellNotes& notes(std::size_t column) { return notes_[column]; }

  /// Everything that threads found, in order of rows.
  static void report(const std::vector<RowProblems>& parts, const Layout& layout, const Place& file,
                     Problems& problems);

 private:
  std::vector<std::pair<std::size_t, Problem>> list_;
  std::map<Code, std::size_t> found_;
  std::map<std::size_t, CellNotes> notes_;  ///< a column
};

/// What one thread remembers between batches: raw texts already understood.
struct TextCache {
  std::unordered_map<std::string, std::int64_t> zones, codes;
};

/// Rows of one batch. Rows are counted over the whole stream in messages.
class ArrowSource final : public BlockSource {
 public:
  /// `first_row`: rows of the stream before this batch.
  ArrowSource(const ArrowSchema& schema, const ArrowArray& batch, const Layout& layout,
              const System& system, Place file, std::size_t first_row, RowProblems& problems,
              TextCache& cache);

  void keys(std::size_t begin, std::size_t n, Dictionaries& dictionaries, std::uint32_t* zone,
            std::int32_t* year) override;
  void field(int field, std::size_t begin, std::size_t n, Dictionaries& dictionaries,
             BlockColumn& column) override;
  bool pack(int field, std::size_t begin, std::size_t n, BlockColumn& column) override;
  bool codes(int field, std::size_t begin, std::size_t n, std::uint32_t* code) override;
  std::string enterprise(std::size_t row) const override;

  /// Any column, by its place in the layout.
  void column(std::size_t c, std::size_t begin, std::size_t n, Dictionaries& dictionaries,
              BlockColumn& to);
  void reals(std::size_t c, std::size_t begin, std::size_t n, double* to, std::uint8_t* valid);

  /// A number for the enterprise and its year: equal ones get equal numbers, others hardly ever.
  std::uint64_t fingerprint(std::size_t row, std::int32_t year) const;

  Place place(std::size_t row) const;

 private:
  void numbers(std::size_t c, std::size_t begin, std::size_t n, BlockColumn& to);
  bool decimals(const ArrowColumn& from, std::size_t begin, std::size_t n, int places,
                BlockColumn& to) const;
  bool known_texts(std::size_t c, std::size_t begin, std::size_t n, std::uint32_t* to) const;
  void years(std::size_t c, std::size_t begin, std::size_t n, std::int32_t* year);
  void texts(std::size_t c, std::size_t begin, std::size_t n, BlockColumn& to);
  CellRules rules_of(std::size_t c) const;
  bool is_plain_column(std::size_t c) const;
  void number_texts(const ArrowColumn& from, bool is_key, std::size_t begin, std::size_t n,
                    Dictionary& dictionary, std::unordered_map<std::string, std::int64_t>& cache,
                    std::vector<std::int32_t>& of_index, std::size_t c, BlockColumn& to);
  void check_key(const ArrowColumn& from, std::size_t c, std::size_t row);
  void fault(Code code, std::string_view cell, std::size_t c, std::size_t row);

  const Layout& layout_;
  const System& system_;
  Place file_;
  std::size_t first_row_;
  RowProblems& problems_;
  TextCache& cache_;
  std::vector<std::unique_ptr<ArrowColumn>> columns_;  ///< those of the layout that are read
  std::vector<int> refusals_;                        ///< a column: blocks that pack() did not take
  std::vector<int> column_of_;                       ///< a field's column, or -1
  std::vector<std::vector<std::int32_t>> of_index_;  ///< of dictionary columns
};

/// The schema of a stream, released with it.
class ArrowSchemaOf {
 public:
  /// @throws Error engine-failed with what the stream says
  ArrowSchemaOf(ArrowArrayStream& stream, const Place& file);
  ~ArrowSchemaOf();
  ArrowSchemaOf(const ArrowSchemaOf&) = delete;
  ArrowSchemaOf& operator=(const ArrowSchemaOf&) = delete;

  const ArrowSchema& operator*() const { return schema_; }
  std::vector<std::string> names() const;

 private:
  ArrowSchema schema_{};
};

/// The next batch of a stream, released with it.
class ArrowBatch {
 public:
  ArrowBatch(ArrowArrayStream& stream, const Place& file);
  ~ArrowBatch();
  ArrowBatch(ArrowBatch&& other) noexcept;
  ArrowBatch& operator=(ArrowBatch&&) = delete;

  bool at_end() const { return array_.release == nullptr; }
  const ArrowArray& operator*() const { return array_; }
  std::size_t size() const { return static_cast<std::size_t>(array_.length); }

 private:
  ArrowArray array_{};
};

/// The layout of a stream; columns whose type holds no figures are faults.
Layout lay_out(const ArrowSchemaOf& schema, const System& system, const FileContext& context,
               const LayoutHints& hints, Problems& problems);

}  // namespace zonerank::detail
