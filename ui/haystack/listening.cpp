#include "ui/haystack/listening.h"

#include "app/jobs/path_text.h"
#include "core/base/release_elsewhere.h"
#include "core/features/fbank_constants.h"

#include <QFile>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr double kFrameSamples = 160;

void removeElsewhere(const QString& file)
{
    releaseElsewhere(std::shared_ptr<const QString>(new QString(file), [](const QString* own) {
        QFile::remove(*own);
        delete own;
    }));
}

} // namespace

Listening::Listening(double volume, QObject* parent)
    : QObject(parent), m_folder(releasedElsewhere(std::make_shared<QTemporaryDir>()))
{
    m_player.setVolume(volume);
    connect(&m_player, &Player::positionChanged, this, [this](qint64 sample) {
        if (m_job && m_playing)
            emit positionChanged(static_cast<double>(m_job->first() + sample) / kFrameSamples);
    });
    connect(&m_player, &Player::stateChanged, this, [this](Player::State state) {
        const bool playing = state == Player::State::Playing;
        if (playing == m_playing)
            return;
        m_playing = playing;
        emit playingChanged();
    });
    connect(&m_player, &Player::notice, this, &Listening::noticed);
}

void Listening::play(const std::shared_ptr<const HeldMixture>& mixture, double frame)
{
    stop();
    if (!mixture->hasSound())
        return;
    const QString path = m_folder->filePath(QString::number(++m_number) + ".wav");
    const auto first = static_cast<std::int64_t>(frame * kFrameSamples);
    m_job = std::make_unique<ListeningJob>(mixture, first, first + kSeconds * fbank::kSampleRate, toPath(path));
    m_written = false;
    connect(m_job.get(), &ListeningJob::ended, this,
            [this, job = m_job.get()](quint64, JobEnd how, const QString& error) { end(job, how, error); });
    m_job->start();
}

void Listening::end(const ListeningJob* job, JobEnd end, const QString& error)
{
    const auto ending =
        std::find_if(m_ending.begin(), m_ending.end(), [&](const auto& one) { return one.get() == job; });
    if (ending != m_ending.end()) {
        removeElsewhere(fromPath(job->file()));
        ending->release()->deleteLater();
        m_ending.erase(ending);
        return;
    }
    m_written = true;
    if (end == JobEnd::Failed)
        emit noticed(error);
    if (end != JobEnd::Finished)
        return;
    m_player.setSource(job->file());
    m_player.play(0);
    const QString old = std::exchange(m_playedFile, fromPath(job->file()));
    if (!old.isEmpty())
        removeElsewhere(old); // the player has let go of it
}

void Listening::stop()
{
    m_player.stop();
    if (m_job && !m_written) {
        m_job->cancel();
        m_ending.push_back(std::move(m_job));
    }
    m_job.reset();
}

} // namespace dass
