#pragma once
// Threads, interrupts, and the machine level that runs.

#include "zonerank/run/parallel.hpp"
