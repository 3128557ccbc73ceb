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
    // where results may lie already, so that they get a second name in place of a copy. samples: recordings are looked
    // at, to know them again after they were copied. False once a stop was asked for. Throws Error(Io).
    bool save(SessionDocument document, const std::filesystem::path& session, const ResultStore& kept, bool samples,
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
                           const std::stop_token& stop);
    void identify(SavedRecording& recording, bool samples);

    using Matrix = std::weak_ptr<const ProbabilityMatrix>;
    std::map<Matrix, RowsFile, std::owner_less<Matrix>> m_rows; // where matrices lie on disk
    std::map<QString, FileIdentity> m_identities;               // with samples, of recordings that were looked at
};

} // namespace dass
