#include "tests/cuda/host/host_memory.h"

#include "tests/cuda/host/block_runner.h"

#include <utility>

namespace dass::cuda::host {

namespace {

bool sameWarp(const Place& a, const Place& b)
{
    return a.thread / kWarp == b.thread / kWarp;
}

} // namespace

Shadow::Shadow(std::string name, std::int64_t count, Reach reach, bool isWritten)
    : m_name(std::move(name)), m_reach(reach), m_cells(static_cast<std::size_t>(count))
{
    for (Cell& cell : m_cells)
        cell.isWritten = isWritten;
}

bool Shadow::isInside(std::int64_t index, std::int64_t begin, std::int64_t end) const
{
    if (index >= begin && index < end)
        return true;
    report(FaultKind::OutOfBounds, index - begin, "out of bounds, there are " + std::to_string(end - begin));
    return false;
}

bool Shadow::isStale(const Place& place) const
{
    const Place& now = BlockRunner::running().place();
    return m_reach == Reach::Block && (place.launch != now.launch || place.block != now.block);
}

bool Shadow::conflicts(const Place& before) const
{
    const Place& now = BlockRunner::running().place();
    if (before.launch != now.launch || isStale(before))
        return false;
    if (before.block != now.block)
        return true;
    if (before.epoch != now.epoch || before.thread == now.thread)
        return false;
    return !sameWarp(before, now) || before.warpEpoch == now.warpEpoch;
}

void Shadow::read(std::int64_t index)
{
    Cell& cell = m_cells[static_cast<std::size_t>(index)];
    const Place& now = BlockRunner::running().place();
    if (!cell.isWritten || isStale(cell.write))
        report(FaultKind::NeverWritten, index, "read before it was written");
    else if (conflicts(cell.write))
        report(FaultKind::Race, index,
               "read although thread " + std::to_string(cell.write.thread) + " of block " +
                   std::to_string(cell.write.block) + " wrote it with no barrier between");
    const bool sameLaunch = cell.read.launch == now.launch;
    cell.hasManyReadingBlocks = sameLaunch && (cell.hasManyReadingBlocks || cell.read.block != now.block);
    const bool sameEpoch = sameLaunch && cell.read.block == now.block && cell.read.epoch == now.epoch;
    cell.hasManyReadingWarps = sameEpoch && (cell.hasManyReadingWarps || !sameWarp(cell.read, now));
    const bool sameWarpEpoch = sameEpoch && sameWarp(cell.read, now) && cell.read.warpEpoch == now.warpEpoch;
    cell.hasManyReaders = sameWarpEpoch && (cell.hasManyReaders || cell.read.thread != now.thread);
    cell.read = now;
}

void Shadow::write(std::int64_t index)
{
    Cell& cell = m_cells[static_cast<std::size_t>(index)];
    const Place& now = BlockRunner::running().place();
    if (cell.isWritten && conflicts(cell.write))
        report(FaultKind::Race, index,
               "written although thread " + std::to_string(cell.write.thread) + " of block " +
                   std::to_string(cell.write.block) + " wrote it with no barrier between");
    const bool sameLaunch = cell.read.launch == now.launch && !isStale(cell.read);
    const bool sameEpoch = sameLaunch && cell.read.block == now.block && cell.read.epoch == now.epoch;
    const bool sameWarpEpoch = sameEpoch && (!sameWarp(cell.read, now) || cell.read.warpEpoch == now.warpEpoch);
    if (conflicts(cell.read) || (sameWarpEpoch && cell.hasManyReaders) || (sameEpoch && cell.hasManyReadingWarps) ||
        (sameLaunch && m_reach == Reach::Global && cell.hasManyReadingBlocks))
        report(FaultKind::Race, index,
               "written although thread " + std::to_string(cell.read.thread) + " of block " +
                   std::to_string(cell.read.block) + " or another read it with no barrier between");
    cell.isWritten = true;
    cell.write = now;
}

void Shadow::report(FaultKind kind, std::int64_t index, const std::string& what) const
{
    BlockRunner::running().report(kind, m_name + "[" + std::to_string(index) + "] " + what);
}

} // namespace dass::cuda::host
