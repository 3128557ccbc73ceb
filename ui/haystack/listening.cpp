#include "ui/haystack/listening.h"

#include <QFile>

namespace dass {

namespace {

constexpr std::int64_t kSampleRate = 16000;
constexpr double kFrameSamples = 160;

} // namespace

Listening::Listening(double volume, QObject* parent) : QObject(parent)
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
    const QString old = m_folder.filePath(QString::number(m_number) + ".wav");
    const QString path = m_folder.filePath(QString::number(++m_number) + ".wav");
    const auto first = static_cast<std::int64_t>(frame * kFrameSamples);
    m_job = std::make_unique<ListeningJob>(mixture, first, first + kSeconds * kSampleRate, path.toStdU16String());
    connect(m_job.get(), &ListeningJob::ended, this,
            [this, job = m_job.get(), old](quint64, JobEnd end, const QString& error) {
                if (job != m_job.get())
                    return;
                if (end == JobEnd::Failed)
                    emit noticed(error);
                if (end != JobEnd::Finished)
                    return;
                m_player.setSource(job->file());
                m_player.play(0);
                QFile::remove(old); // the player has let go of it
            });
    m_job->start();
}

void Listening::stop()
{
    m_player.stop();
    m_job.reset();
}

} // namespace dass
