// Where EventCorrections keeps what was corrected, and how it comes back.

#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"
#include "app/session/event_corrections.h"

#include <QCryptographicHash>
#include <QUndoStack>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr int kFileNameLength = 32; // hexadecimal digits

} // namespace

// Path and size, so that another recording that takes the name of an old one does not take its corrections.
std::filesystem::path EventCorrections::fileOf(const OpenRecording& recording) const
{
    const QByteArray key = recording.path.toUtf8() + '\n' + QByteArray::number(qint64{recording.fileBytes});
    const QByteArray name = QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex().left(kFileNameLength);
    return toPath(m_folder) / toPath(name + ".json");
}

void EventCorrections::keep(const OpenRecording& recording)
{
    if (recording.fileBytes >= 0) // else the session alone keeps them
        m_worker.write(fileOf(recording), {recording.path.toStdString(), recording.fileBytes}, recording.corrections);
}

// As soon as the size of its file is known, and again when it has become another one, as that of a file does that was
// still being copied: what was corrected goes with it.
void EventCorrections::readNew(OpenRecording* recording)
{
    if (recording->fileBytes < 0)
        return;
    const auto [asked, first] = m_asked.emplace(recording, recording->fileBytes);
    if (!first) {
        const auto isOfIt = [&](const auto& one) { return one.second == recording; };
        if (asked->second == recording->fileBytes || std::ranges::any_of(m_reading, isOfIt))
            return; // what is being read comes first
        asked->second = recording->fileBytes;
    }
    const bool isThere = recording->corrections != nullptr; // also of a session whose file was away until now
    if (isThere)
        m_adopted.emplace(recording, first ? Adopted::OfSession : Adopted::OfOtherSize);
    stackOf(recording);
    m_reading.emplace(m_worker.read(fileOf(*recording)), recording);
    if (isThere)
        emit changed(recording);
}

void EventCorrections::adopt(OpenRecording* recording, const std::shared_ptr<const CorrectionList>& corrections)
{
    stackOf(recording);
    recording->corrections = corrections;
    std::erase_if(m_reading, [&](const auto& one) { return one.second == recording; });
    m_asked.erase(recording);
    m_adopted.insert_or_assign(recording, Adopted::OfSession);
    if (recording->file == FileState::Missing)
        m_adopted.erase(recording); // there is no file of corrections to wait for
    readNew(recording);
    emit changed(recording);
}

void EventCorrections::takeList(quint64 request, const std::shared_ptr<const CorrectionList>& corrections,
                                const QString& damage)
{
    if (!damage.isEmpty())
        emit noticed(tr("Corrections could not be read."), damage);
    const auto found = m_reading.find(request);
    if (found == m_reading.end())
        return; // closed meanwhile
    OpenRecording* recording = found->second;
    m_reading.erase(found);
    if (const auto adopted = m_adopted.extract(recording))
        replaceFound(recording, corrections, adopted.mapped());
    else
        recording->corrections = corrections;
    emit changed(recording);
    readNew(recording); // its size may be another one again
}

// What was corrected since the session was saved, or outside of it, is not lost: undoing brings it back.
void EventCorrections::replaceFound(OpenRecording* recording, const std::shared_ptr<const CorrectionList>& found,
                                    Adopted from)
{
    const std::shared_ptr<const CorrectionList> adopted = recording->corrections;
    if (sayTheSame(*found, *adopted))
        return;
    if (found->empty()) {
        keep(*recording);
        return;
    }
    stackOf(recording)->clear(); // it knows corrections by numbers that others have now
    m_latest = {};
    recording->corrections = found;
    if (from == Adopted::OfOtherSize && adopted->empty())
        return;
    CorrectionList list = *found;
    std::vector<Step> steps;
    for (const Correction& one : found->all())
        steps.push_back({one.id, one, std::nullopt});
    for (Correction one : adopted->all()) {
        one.id = list.newId();
        steps.push_back({one.id, std::nullopt, one});
    }
    if (from == Adopted::OfSession) {
        pushOn(recording, std::move(steps), tr("the session’s corrections"), {});
        emit noticed(tr("“%1” has the corrections that the session holds.").arg(recording->name),
                     tr("Others were made outside of it; Edit > Undo brings them back."));
    } else {
        pushOn(recording, std::move(steps), tr("the corrections from before the file changed"), {});
        emit noticed(tr("“%1” has changed and keeps its corrections.").arg(recording->name),
                     tr("Others were made on it as it is now; Edit > Undo brings them back."));
    }
}

} // namespace dass
