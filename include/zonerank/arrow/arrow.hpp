#pragma once
// Tables of other programs, taken over in memory: the Arrow C data and stream interfaces.

#include <cstdint>
#include <string>
#include <vector>

#include "zonerank/headings/file_context.hpp"
#include "zonerank/rollup/rollup.hpp"

// As the Arrow specification defines them; whoever includes them first defines them.
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

extern "C" {
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
}
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

extern "C" {
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
}
#endif

namespace zonerank {

/// A stream of record batches and what it is called in messages. The stream is read to its end and
/// stays the caller's to release.
struct ArrowInput {
  std::string name;
  ArrowArrayStream* stream = nullptr;
  int year = 0;           ///< of a table without a column of years
  std::int64_t rows = 0;  ///< about how many, for progress; 0: not known
};

struct StreamOptions {
  RollupOptions rollup = {};
  /// Each row is another enterprise and year, which is not looked at again: the column `enterprise`
  /// may be absent. Else an enterprise given twice is an error; of more than a few million, a
  /// share of one in 2, 4, ... is watched, so that memory stays bounded.
  bool distinct = false;
  TableFormat format =
      {};  ///< how the tables are understood; rows are neither kept nor dropped by it
};

/// The sums of enterprises from streams, block by block, in memory bounded by the groups and one
/// batch. Cells are read where they are: nothing but what cannot be added as it stands is copied.
/// Numbers may be integers, doubles, decimals or text, zones and codes text, dictionaries or
/// integers. A double must be the double of a decimal with the field's places.
/// @throws Error with every fault; a row is counted from 1 over the whole stream
Partial accumulate(const std::vector<ArrowInput>& inputs, const System& system,
                   const StreamOptions& options, Problems& problems, const Progress& progress = {});

/// The rows of one stream, to be joined with others. Every problem is added to `problems`; the rows
/// are complete only where no error was added.
RowTable read_arrow(const ArrowInput& input, const System& system, const FileContext& context,
                    Problems& problems);

}  // namespace zonerank
