#pragma once
// A table of a test as an Arrow stream.

#include <cerrno>
#include <functional>
#include <list>

#include "support/arrow_data.hpp"

namespace zonerank::testing {

/// Columns of text cells, sent in batches of any size.
class ArrowTable {
 public:
  ArrowTable& column(const std::string& name, const std::string& format, Cells cells) {
    n_rows_ = cells.size();
    columns_.push_back({name, format, std::move(cells)});
    return *this;
  }
  /// Rows of each batch; the last one takes the rest. 0: an empty batch.
  ArrowTable& batches(std::vector<std::size_t> sizes) {
    sizes_ = std::move(sizes);
    return *this;
  }
  ArrowTable& layout(const ArrowLayout& layout) {
    layout_ = layout;
    return *this;
  }
  /// After its batches the stream fails with this message (empty: none).
  ArrowTable& fails(const std::string& message) {
    fails_ = true;
    message_ = message;
    return *this;
  }
  ArrowTable& schema_format(const std::string& format) {
    schema_format_ = format;
    return *this;
  }
  std::size_t size() const { return n_rows_; }

  /// A stream from the first row on; the table must outlive it.
  ArrowArrayStream* stream() {
    next_row_ = next_batch_ = 0;
    stream_ = {};
    stream_.private_data = this;
    stream_.get_schema = [](ArrowArrayStream* s, ArrowSchema* out) { return of(s).schema(out); };
    stream_.get_next = [](ArrowArrayStream* s, ArrowArray* out) { return of(s).next(out); };
    stream_.get_last_error = [](ArrowArrayStream* s) -> const char* {
      return of(s).message_.empty() ? nullptr : of(s).message_.c_str();
    };
    stream_.release = [](ArrowArrayStream* s) { s->release = nullptr; };
    return &stream_;
  }

  /// Schemas and batches that were given out and not released.
  int alive() const { return alive_; }

 private:
  struct Column {
    std::string name, format;
    Cells cells;
    std::string index = {}, values = {};
    ArrowSchema schema = {}, dictionary = {};
  };
  struct Batch {
    ArrowTable* table;
    std::vector<std::unique_ptr<ArrowData>> data;
    std::vector<ArrowArray> arrays;
    std::vector<ArrowArray*> children;
    const void* no_bits = nullptr;
  };

  static ArrowTable& of(ArrowArrayStream* s) { return *static_cast<ArrowTable*>(s->private_data); }

  int schema(ArrowSchema* out) {
    children_.clear();
    for (Column& column : columns_) {
      const std::size_t arrow = column.format.find('>');
      column.index = column.format.substr(0, arrow);
      column.schema = {};
      column.schema.format = column.index.c_str();
      column.schema.name = column.name.c_str();
      column.schema.flags = ARROW_FLAG_NULLABLE;
      if (arrow != std::string::npos) {
        column.values = column.format.substr(arrow + 1);
        column.dictionary = {};
        column.dictionary.format = column.values.c_str();
        column.schema.dictionary = &column.dictionary;
      }
      children_.push_back(&column.schema);
    }
    *out = {};
    out->format = schema_format_.c_str();
    out->n_children = static_cast<std::int64_t>(children_.size());
    out->children = children_.data();
    out->private_data = this;
    out->release = [](ArrowSchema* s) {
      --static_cast<ArrowTable*>(s->private_data)->alive_;
      s->release = nullptr;
    };
    ++alive_;
    return 0;
  }

  int next(ArrowArray* out) {
    *out = {};
    const bool sized = next_batch_ < sizes_.size();
    if (!sized && next_row_ == n_rows_) return fails_ ? EIO : 0;
    const std::size_t n =
        sized ? std::min(sizes_[next_batch_], n_rows_ - next_row_) : n_rows_ - next_row_;
    ++next_batch_;
    auto batch = std::make_unique<Batch>();
    batch->table = this;
    for (const Column& column : columns_) {
      const auto from = column.cells.begin() + static_cast<std::ptrdiff_t>(next_row_);
      batch->data.push_back(std::make_unique<ArrowData>(
          column.format, Cells(from, from + static_cast<std::ptrdiff_t>(n)), layout_));
      batch->arrays.push_back(batch->data.back()->array());
    }
    for (ArrowArray& array : batch->arrays) batch->children.push_back(&array);
    next_row_ += n;
    out->length = static_cast<std::int64_t>(n);
    out->offset = layout_.parent_offset;
    out->n_buffers = 1;
    out->buffers = &batch->no_bits;
    out->n_children = static_cast<std::int64_t>(batch->children.size());
    out->children = batch->children.data();
    out->private_data = batch.release();
    out->release = [](ArrowArray* s) {
      auto* const sent = static_cast<Batch*>(s->private_data);
      --sent->table->alive_;
      delete sent;
      s->release = nullptr;
    };
    ++alive_;
    return 0;
  }

  std::list<Column> columns_;
  std::size_t n_rows_ = 0;
  std::vector<std::size_t> sizes_;
  ArrowLayout layout_;
  bool fails_ = false;
  std::string message_;
  std::string schema_format_ = "+s";
  std::vector<ArrowSchema*> children_;
  std::size_t next_row_ = 0, next_batch_ = 0;
  int alive_ = 0;
  ArrowArrayStream stream_{};
};

}  // namespace zonerank::testing
