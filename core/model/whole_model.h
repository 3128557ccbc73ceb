#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>

namespace dass {

// Tiles of at most so many frames are worked on one a thread.
inline constexpr std::int64_t kMostFramesOfSeveralTiles = 8192;

// Of a tile; more are taken as so many, which is 115 days of sound.
inline constexpr std::int64_t kMostTileFrames = 1'000'000'000;

// What is kept of a recording between the passes over it lies in memory while it is no more than this, bytes, beside
// the tiles in work.
inline constexpr std::int64_t kMostKeptInMemory = std::int64_t{512} << 20;

struct WholeOptions
{
    Pooling pooling = Pooling::Mean;
    std::int64_t tileFrames = 0;               // in memory at a time, kMostTileFrames at most; 0 = chosen by the model
    std::filesystem::path scratchFolder = {};  // for temporary files; empty: the system's folder for them
    std::int64_t framesExpected = 0;           // where it is known: the disk's space is then checked at once
    std::function<void(double)> progress = {}; // the fraction done, for the thread that calls
};

// One recording on its way through a model as one input. Memory has a bound that depends on the tile, not on the
// length: what is kept of a longer recording lies in temporary files. These are in the scratch folder and disappear
// with the object, or with the process however that ends.
class WholeInput
{
public:
    virtual ~WholeInput() = default;

    // Frames as they come, [n, 128], normalised. Throws Error(Io) when the disk is full.
    virtual void add(std::span<const float> frames) = 0;

    // After the last of 1 or more frames: logits [classes], embedding [embeddingSize] when not empty. False, and
    // nothing written, when the model's stop was asked for.
    virtual bool finish(std::span<float> logits, std::span<float> embedding = {}) = 0;
};

// What a TaggingModel can be besides: one that takes a recording of any length as one input, with the result of
// TaggingModel::logits for all of it, to rounding. Obeys TaggingModel::setStop before every operation on a tile.
class WholeModel
{
public:
    virtual ~WholeModel() = default;

    // The model must outlive what is returned, and be used for nothing else meanwhile. Throws Error(Io) when the
    // scratch folder cannot be used or has not enough space.
    virtual std::unique_ptr<WholeInput> beginWhole(const WholeOptions& options) = 0;

    // Space that the temporary files of so many frames take, bytes; 0 where all of it is kept in memory.
    virtual std::int64_t wholeScratchBytes(std::int64_t frames, std::int64_t tileFrames) const = 0;
    // Peak of its own buffers while it works on so many frames, bytes, beside the weights and what it keeps.
    virtual std::int64_t wholeWorkingBytes(std::int64_t frames, std::int64_t tileFrames) const = 0;
    // What it keeps of so many frames in memory, bytes; at most kMostKeptInMemory.
    virtual std::int64_t wholeKeptBytes(std::int64_t /*frames*/, std::int64_t /*tileFrames*/) const { return 0; }
};

// Throws Error(Unsupported), naming the model, where it can only take clips.
WholeModel& wholeModelOf(TaggingModel& model);

} // namespace dass
