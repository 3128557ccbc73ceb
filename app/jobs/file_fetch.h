#pragma once

#include "app/jobs/release_list.h"
#include "core/base/run_control.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace dass {

// How patient a download is, and what it asks of the system: a seam for tests.
struct FetchRules
{
    std::chrono::milliseconds stalled = std::chrono::seconds(30); // without a byte: as good as cut
    // Before it goes on after a cut; as many tries as there are, until one brings something.
    std::vector<std::chrono::milliseconds> pauses = {std::chrono::seconds(1), std::chrono::seconds(5),
                                                     std::chrono::seconds(15)};
    std::function<std::uint64_t(const std::filesystem::path&)> freeBytes; // in a folder; empty: as the system says
};

struct FetchProgress
{
    qint64 done = 0;
    qint64 total = -1; // -1: not said yet
};

struct FetchedFile
{
    QByteArray sha256;    // lower-case hexadecimal
    QByteArray revision;  // as the server named it (X-Repo-Commit); may be empty
    bool missing = false; // an optional file that is not there
};

// Fetches one file into the folder, which exists. Blocks, for use on a job's thread; waits in an event loop of its own.
// Nothing when it was asked to stop.
//
// What has come lies in NAME.part, with what the server said of it in NAME.state; a later call goes on from there where
// the server can (Range, If-Range) and still has the same file, else from the start. NAME appears when all of it is
// there and its SHA-256 is right. Redirections are followed to https addresses only, at most eight. The system's
// proxies (http_proxy, https_proxy, all_proxy, no_proxy) are respected. A cut connection is taken up again, after the
// rules' pauses. Throws Error: NotFound (404), Io (network, disk, server), BadFile (not what the list or the server
// said it would be; what came is then removed). The part is kept for everything but BadFile.
std::optional<FetchedFile> fetchFile(const ReleaseFile& file, const std::filesystem::path& folder,
                                     const FetchRules& rules, std::stop_token stop,
                                     const ProgressSink<FetchProgress>& progress);

// What is there of a file that has not been fetched whole, or its size when it has.
qint64 bytesFetched(const ReleaseFile& file, const std::filesystem::path& folder);

} // namespace dass
