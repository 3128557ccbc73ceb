#include "app/session/session_files.h"

#include "app/jobs/path_text.h"
#include "app/session/session_file.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/overview/quick_overview.h"

#include <set>
#include <system_error>
#include <utility>

namespace dass {

namespace fs = std::filesystem;

fs::path SessionFiles::resultsOf(const fs::path& session)
{
    fs::path folder = session;
    return folder.replace_extension(".dass-results");
}

void SessionFiles::identify(SavedRecording& recording, bool samples)
{
    FileIdentity& identity = recording.identity;
    const fs::path path = toPath(recording.path);
    const std::optional<FileIdentity> now = identityOf(path);
    if (now && identity.bytes == 0 && identity.modified == 0)
        identity = *now; // not looked at yet
    if (!now || !identity.sample.empty() || now->bytes != identity.bytes || now->modified != identity.modified)
        return; // another file than the one that the result is of tells nothing
    FileIdentity& known = m_identities[recording.path];
    if (known.bytes != identity.bytes || known.modified != identity.modified)
        known = identity;
    if (samples && known.sample.empty())
        known.sample = sampleOf(path);
    identity.sample = known.sample;
}

std::string SessionFiles::keepResult(const SavedRecording& recording, const ResultFolder& folder,
                                     const ResultStore& kept, bool newRows, const std::stop_token& stop)
{
    const std::int64_t rows = recording.result.probabilities->rows(); // a run may add to them meanwhile
    std::optional<RowsFile> known;
    if (const auto found = m_rows.find(recording.result.probabilities); found != m_rows.end()) {
        const OnDisk& before = found->second;
        if (!newRows && before.rows < rows && folder.holds(before.id))
            return before.id;
        if (before.rows == rows)
            known = before.file;
    } else if (recording.result.complete) {
        Provenance run = *recording.provenance;
        run.samples = recording.result.samples;
        known = kept.rowsOf(run);
    }
    const std::optional<ResultFolder::Kept> made = folder.keep(recording.result, *recording.provenance, known, stop);
    if (!made)
        return {};
    m_rows[recording.result.probabilities] = {made->rows, rows, made->id};
    return made->id;
}

bool SessionFiles::save(SessionDocument document, const fs::path& session, const ResultStore& kept, Saving saving,
                        const std::stop_token& stop)
{
    std::erase_if(m_rows, [](const auto& one) { return one.first.expired(); });
    const ResultFolder folder(resultsOf(session));
    std::set<std::string> ids;
    for (SavedRecording& recording : document.recordings) {
        if (stop.stop_requested())
            return false;
        identify(recording, saving.samples);
        if (recording.result.probabilities)
            recording.resultId = keepResult(recording, folder, kept, saving.newRows, stop);
        else if (!recording.resultId.empty() && !folder.holds(recording.resultId))
            recording.resultId.clear();
        if (recording.resultId.empty())
            continue;
        ids.insert(recording.resultId);
        const fs::path picture = folder.pictureOf(recording.resultId);
        std::error_code error;
        recording.hasOverview = fs::exists(picture, error);
        if (!recording.hasOverview && recording.file != FileState::Changed && recording.waveform && recording.mel) {
            writeQuickOverview(picture, *recording.waveform, *recording.mel);
            recording.hasOverview = true;
        }
    }
    if (stop.stop_requested())
        return false;
    writeFileAtomically(session, sessionText(document, fs::absolute(session).lexically_normal().parent_path()));
    folder.keepOnly(ids);
    return true;
}

SessionFiles::Part SessionFiles::read(const SavedRecording& recording, const fs::path& session,
                                      const std::stop_token& stop)
{
    Part part;
    part.taken = recording;
    const ResultFolder folder(resultsOf(session));
    try {
        if (recording.hasOverview) {
            const QuickOverview overview = readQuickOverview(folder.pictureOf(recording.resultId));
            part.taken.waveform = overview.waveform;
            part.taken.mel = overview.mel;
        }
    } catch (const std::exception&) {
        part.taken.hasOverview = false; // it is decoded again anyway
    }
    if (recording.resultId.empty())
        return part;
    try {
        ResultFolder::Read read = folder.read(recording.resultId, stop);
        if (stop.stop_requested())
            return part;
        const Provenance& provenance = read.stored.provenance;
        if (provenance.modelClasses != recording.model->classes)
            throw Error(ErrorCode::BadFile, "'" + folder.pictureOf(recording.resultId).stem().string() +
                                                "' is of another model than the session says");
        const bool finished = read.stored.result.complete;
        if (finished == (recording.state != RecordingState::Done)) // a run that failed leaves rows, too
            part.taken.state = finished ? RecordingState::Done : RecordingState::Cancelled;
        m_rows[read.stored.result.probabilities] = {read.rows, read.stored.result.probabilities->rows(),
                                                    recording.resultId};
        part.taken.provenance = std::make_shared<const Provenance>(provenance);
        part.taken.result = std::move(read.stored.result);
    } catch (const std::exception& exception) {
        part.problem = QString::fromStdString(describe(exception));
    }
    return part;
}

void SessionFiles::remove(const fs::path& session) noexcept
{
    std::error_code ignored;
    fs::remove(session, ignored);
    ResultFolder(resultsOf(session)).keepOnly({});
}

} // namespace dass
