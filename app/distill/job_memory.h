#pragma once

#include <QString>

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

namespace distill {
struct AstSize;
struct DataList;
struct Spec;
} // namespace distill

// What a training step takes in memory, about, by what was measured of DASS-Small (docs/formats.md).
struct NetworkSize
{
    std::vector<std::int64_t> dims;
    std::vector<std::int64_t> depths;
};
std::int64_t parametersOf(const NetworkSize& size);
std::int64_t trainingBytes(const NetworkSize& size, std::int64_t frames, std::int64_t clipsAtOnce, bool recompute);

// The same of an AST, by what was measured of the tiny and the small one.
std::int64_t parametersOf(const distill::AstSize& size);
std::int64_t trainingBytes(const distill::AstSize& size, std::int64_t frames, std::int64_t clipsAtOnce);

// What a run holds of a list, about: decoded clips, as long as some of them say that they are, up to the cache's limit,
// and the outputs that stored teachers have for it. Opens a few clips.
std::int64_t listBytes(const distill::Spec& spec, const distill::DataList& list, std::int64_t classes, bool evaluation,
                       const std::stop_token& stop);

// What the teachers take that hear the batches, about: their weights, as large as their files, and what they compute.
std::int64_t teacherBytes(const distill::Spec& spec, std::int64_t clipsAtOnce);

// Of the student and its teachers, with as many clips at once as this computer has threads for.
std::int64_t networkBytes(const distill::Spec& spec);

// Whether the error of a run tells that memory was short, and a batch with which it is not: at most half of the one
// that it had, and one whose training takes no more than most of what is free. 0: none.
bool isOutOfMemory(const QString& error);
std::int64_t fittingBatch(const std::string& spec, std::int64_t freeBytes);

} // namespace dass
