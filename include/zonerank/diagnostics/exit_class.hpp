#pragma once
// What a program exits with where an error ends it.

#include "zonerank/diagnostics/error.hpp"

namespace zonerank {

/// Who is at fault: the data, or what the call asks for.
enum class ExitClass { data = 1, usage = 2 };

/// That of an error; of queries and notices `data`.
ExitClass exit_class(Code code);

}  // namespace zonerank
