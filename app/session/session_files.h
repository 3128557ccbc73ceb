#pragma once

#include "app/session/session_document.h"
#include "core/results/result_folder.h"
#include "core/results/result_store.h"

#include <filesystem>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

namespace dass {

// A session on disk: NAME.dass-session and, beside it, the folder NAME.dass-results with what is large, so that saving
// again writes only what is new and a session opens without unpacking anything. Not for the GUI thread; for one thread
// at a time.
class SessionFiles
{
public:
    static std::filesystem::path resultsOf(const std::filesystem::path& session);

    // Results first, then the session's own file, whole or not at all; then what it does not name any more goes. kept:
    // where results may lie already, so that they get a second name in place of a copy. False once a stop was asked
    // for. Throws Error(Io).
    struct Saving
    {
        bool samples = true; // recordings are looked at, to know them again after they were copied
        bool newRows = true; // else an unfinished result that the session has already stays as it was saved
    };
    bool save(SessionDocument document, const std::filesystem::path& session, const ResultStore& kept, Saving saving,
              const std::stop_token& stop);

    // The result and the picture of a recording of an open session. What cannot be read stays away: a line says why.
    // `taken` has the recording's path in any case.
    struct Part
    {
        SavedRecording taken;
        QString problem;
    };
    Part read(const SavedRecording& recording, const std::filesystem::path& session, const std::stop_token& stop);

    static void remove(const std::filesystem::path& session) noexcept; // with its folder of results

private:
    std::string keepResult(const SavedRecording& recording, const ResultFolder& folder, const ResultStore& kept,
                           bool newRows, const std::stop_token& stop);
    void identify(SavedRecording& recording, bool samples);

    struct OnDisk
    {
        RowsFile file;
        std::int64_t rows = 0; // of a matrix that may have more by now
        std::string id;        // of the result; empty: not known
    };

    using Matrix = std::weak_ptr<const ProbabilityMatrix>;
    std::map<Matrix, OnDisk, std::owner_less<Matrix>> m_rows; // where matrices lie
    std::map<QString, FileIdentity> m_identities;             // with samples, of recordings that were looked at
};

} // namespace dass
