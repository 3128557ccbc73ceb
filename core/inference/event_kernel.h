#pragma once

#include <hwy/aligned_allocator.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dass {

template <class T>
using AlignedArray = hwy::AlignedFreeUniquePtr<T[]>;

// What the search for events knows of every class, an array a quantity: neighbouring classes are neighbouring lanes.
// The arrays reach beyond the last class to a whole number of vectors; no value is above the threshold there.
struct ClassStates
{
    static constexpr std::size_t kMostLanes = 16;

    // One threshold a class, to begin an event and to go on with it; `ends` empty: the same.
    explicit ClassStates(std::span<const float> thresholds, std::span<const float> ends = {});

    std::size_t classes;
    std::size_t padded; // length of the arrays
    bool lowerEnds;     // whether ends differ from thresholds
    AlignedArray<float> thresholds;
    AlignedArray<float> ends;
    // Of the event that may still go on. sum and pending add up probabilities up to lastAbove and after it.
    AlignedArray<std::int32_t> lastAbove; // row; -1: none is open
    AlignedArray<float> peak;
    AlignedArray<double> sum;
    AlignedArray<double> pending;
};

// Which classes' events a row begins and ends: class c is bit c % 64 of word c / 64.
struct RowChanges
{
    explicit RowChanges(const ClassStates& states);

    std::vector<std::uint64_t> opened;
    std::vector<std::uint64_t> ended; // after gapRows + 1 rows below the threshold
};

// Looks at the next row, values [classes]: what is at or above its threshold and the cutoff opens an event or goes on
// with one, and so does what is at or above its end and the cutoff right after a row that counted; an event without
// such a value for more than gapRows rows ends. changes is overwritten.
void stepRow(const float* values, float cutoff, std::int32_t row, std::int32_t gapRows, ClassStates& states,
             RowChanges& changes);

// A cutoff that lets pass the k most probable of the values at or above their ends, and whatever ties with the
// last of them; minus infinity where there are no more than k. scratch [states.padded] is overwritten.
float cutoffOfRow(const float* values, std::int64_t k, const ClassStates& states, float* scratch);

} // namespace dass
