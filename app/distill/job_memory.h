#pragma once

#include <QString>

#include <cstdint>
#include <filesystem>
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

// What a run would hold of its lists, about, if nothing limited it.
struct ListBytes
{
    std::int64_t sound = 0;   // decoded clips, as long as some of them say that they are
    std::int64_t outputs = 0; // that stored teachers have for them, as far as they are held at once

    ListBytes& operator+=(const ListBytes& other);
    std::int64_t held(const distill::Spec& spec) const; // of sound as much as the cache of both lists may be
};
ListBytes listBytes(const distill::Spec& spec, const distill::DataList& list, std::int64_t classes, bool evaluation,
                    const std::stop_token& stop); // opens a few clips

// What the teachers take that hear the batches, about: their weights, as large as their files, and what they compute.
std::int64_t teacherBytes(const distill::Spec& spec, std::int64_t clipsAtOnce);

// Of the student and its teachers, with as many clips at once as this computer has threads for.
std::int64_t networkBytes(const distill::Spec& spec);

// Whether the error of a run tells that memory was short.
bool isOutOfMemory(const QString& error);

// A batch with which a run does with most of the free memory, lists and teachers included: at most half of the one that
// the specification has. 0: none, or it is no specification whose files are there. `folder` is where its relative paths
// start. Opens a few clips, so not on the GUI thread.
std::int64_t fittingBatch(const std::string& spec, const std::filesystem::path& folder, std::int64_t freeBytes,
                          const std::stop_token& stop);

} // namespace dass
